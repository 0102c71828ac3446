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

{{/* Share of requests for the page and for visits that failed. Argument: dict "root" $ "window" "5m" */}}
{{- define "alert.errorRatio" -}}
{{- $asked := "route=~\"/|/api/visits\"" -}}
{{- $failed := printf "%s,status=~\"5..\"" $asked -}}
(sum(rate(http_requests_total{{ include "alert.app" (dict "root" .root "more" $failed) }}[{{ .window }}])) or vector(0)) / sum(rate(http_requests_total{{ include "alert.app" (dict "root" .root "more" $asked) }}[{{ .window }}]))
{{- end }}

{{/* Two windows at once: the long one says that it matters, the short one that it still goes on. */}}
{{- define "alert.burn" -}}
{{- $budget := divf (subf 100 .root.Values.monitoring.slo.availability) 100 -}}
{{- $limit := printf "(%v * %.6g)" .factor $budget -}}
{{ include "alert.errorRatio" (dict "root" .root "window" .long) }} > {{ $limit }} and {{ include "alert.errorRatio" (dict "root" .root "window" .short) }} > {{ $limit }} and sum(rate(http_requests_total{{ include "alert.app" (dict "root" .root "more" "route=~\"/|/api/visits\"") }}[{{ .long }}])) > {{ .root.Values.monitoring.slo.minimumRate }}
{{- end }}
