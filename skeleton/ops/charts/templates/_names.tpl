{{/*
Names follow the chart's name, not the release's: the service is found at the same address
whoever installs it, and however the release is called.
*/}}
{{- define "service.name" -}}
{{ .Chart.Name }}
{{- end }}

{{- define "service.app" -}}
{{ .Chart.Name }}-app
{{- end }}

{{- define "service.redis" -}}
{{ .Chart.Name }}-redis
{{- end }}

{{/*
What a selector holds can never change again, so it holds only what never does.
Argument: dict "root" $ "component" "app"
*/}}
{{- define "service.selector" -}}
app.kubernetes.io/name: {{ .root.Chart.Name | quote }}
app.kubernetes.io/component: {{ .component }}
{{- end }}

{{/* Argument: dict "root" $ "component" "app" */}}
{{- define "service.labels" -}}
{{ include "service.selector" . }}
app.kubernetes.io/instance: {{ .root.Release.Name | quote }}
app.kubernetes.io/part-of: {{ include "service.partOf" .root | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
backstage.io/kubernetes-id: {{ .root.Chart.Name | quote }}
environment: {{ .root.Values.environment }}
{{- end }}

{{/* A system may be given as an entity reference; a label takes its name only. */}}
{{- define "service.partOf" -}}
{{- $system := .Values.partOf | default .Chart.Name | splitList "/" | last | splitList ":" | last -}}
{{- regexReplaceAll "[^A-Za-z0-9_.-]" $system "-" | trunc 63 | trimAll "-_." | default .Chart.Name -}}
{{- end }}

{{/*
The tag as text. An all-digit short SHA reaches Helm as a number: an integer from --set, and from an
unquoted line of a values file a float, which would print as 1.234567e+06.
*/}}
{{- define "service.imageTag" -}}
{{- $tag := .Values.imageTag -}}
{{- if kindIs "float64" $tag -}}{{ printf "%.0f" $tag }}
{{- else if not (kindIs "invalid" $tag) -}}{{ toString $tag }}
{{- end -}}
{{- end }}

{{- define "service.image" -}}
{{ .Values.image.repository }}:{{ include "service.imageTag" . }}{{ with .Values.image.digest }}@{{ . }}{{ end }}
{{- end }}

{{/* Argument: an image with repository, tag and digest */}}
{{- define "service.imageOf" -}}
{{ .repository }}:{{ .tag | toString }}{{ with .digest }}@{{ . }}{{ end }}
{{- end }}

{{- define "service.minReplicas" -}}
{{ ternary .Values.hpa.minReplicas .Values.app.replicas .Values.hpa.enabled | int }}
{{- end }}

{{- define "service.maxReplicas" -}}
{{ ternary .Values.hpa.maxReplicas .Values.app.replicas .Values.hpa.enabled | int }}
{{- end }}

{{- define "service.imagePullSecrets" -}}
{{- with .Values.imagePullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
{{- end }}

{{/* A tag may be longer than a label, or end in a character that a label must not end in. */}}
{{- define "service.versionLabel" -}}
{{- include "service.imageTag" . | trunc 63 | trimAll "-_." -}}
{{- end }}
