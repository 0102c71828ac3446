{{/*
One alert. Each has a runbook of its name in docs/runbooks.
Argument: dict "root" $ "name" "RedisDown" "expr" "..." "for" "5m" "severity" "page" "summary" "..." "description" "..."
*/}}
{{- define "alert" -}}
- alert: {{ .name }}
  expr: {{ .expr | quote }}
  {{- with .for }}
  for: {{ . }}
  {{- end }}
  labels:
    severity: {{ .severity }}
    service: {{ .root.Chart.Name }}
    environment: {{ .root.Values.environment }}
  annotations:
    summary: {{ .summary | quote }}
    description: {{ .description | quote }}
    runbook_url: {{ printf "%s/%s.md" (trimSuffix "/" .root.Values.monitoring.runbooks) (kebabcase .name) | quote }}
{{- end }}

{{/* The metrics of the app in this namespace. Argument: dict "root" $ "more" "status=~\"5..\"" */}}
{{- define "alert.app" -}}
{namespace="{{ .root.Release.Namespace }}",job="{{ include "service.app" .root }}-svc"{{ with .more }},{{ . }}{{ end }}}
{{- end }}

{{/*
The share of something that failed. Argument: dict "root" $ "of" (a dict of metric, asked, failed) "window" "5m"
*/}}
{{- define "alert.ratio" -}}
(sum(rate({{ .of.metric }}{{ include "alert.app" (dict "root" .root "more" .of.failed) }}[{{ .window }}])) or vector(0)) / sum(rate({{ .of.metric }}{{ include "alert.app" (dict "root" .root "more" .of.asked) }}[{{ .window }}]))
{{- end }}

{{/*
Two windows at once: the long one says that it matters, the short one that it still goes on.
Argument: dict "root" $ "of" (a dict of metric, asked, failed, objective) "factor" 14.4 "long" "1h" "short" "5m"
*/}}
{{- define "alert.burn" -}}
{{- $limit := printf "(%v * %.6g)" .factor (divf (subf 100 .of.objective) 100) -}}
{{ include "alert.ratio" (dict "root" .root "of" .of "window" .long) }} > {{ $limit }} and {{ include "alert.ratio" (dict "root" .root "of" .of "window" .short) }} > {{ $limit }} and sum(rate({{ .of.metric }}{{ include "alert.app" (dict "root" .root "more" .of.asked) }}[{{ .long }}])) > {{ .root.Values.monitoring.slo.minimumRate }}
{{- end }}

{{/* So fast that the month's budget is gone in days. Argument: as of alert.burn, without windows */}}
{{- define "alert.burnFast" -}}
({{ include "alert.burn" (merge (dict "factor" 14.4 "long" "1h" "short" "5m") .) }}) or ({{ include "alert.burn" (merge (dict "factor" 6.0 "long" "6h" "short" "30m") .) }})
{{- end }}

{{/* A little faster than the objective allows, for days. */}}
{{- define "alert.burnSlow" -}}
{{ include "alert.burn" (merge (dict "factor" 1.0 "long" "3d" "short" "6h") .) }}
{{- end }}
