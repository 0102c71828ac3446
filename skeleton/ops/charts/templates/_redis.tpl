{{/* "yes" where this chart runs Redis itself, empty where it is external. */}}
{{- define "redis.inCluster" -}}
{{- if ne .Values.redis.mode "external" }}yes{{ end -}}
{{- end }}

{{- define "redis.isCluster" -}}
{{- if eq .Values.redis.mode "cluster" }}yes{{ end -}}
{{- end }}

{{- define "redis.nodes" -}}
{{- if include "redis.isCluster" . -}}
{{ mul .Values.redis.cluster.primaries (add 1 .Values.redis.cluster.replicasPerPrimary) }}
{{- else -}}1{{- end -}}
{{- end }}

{{- define "redis.host" -}}
{{- if include "redis.inCluster" . -}}{{ include "service.redis" . }}{{- else -}}{{ .Values.redis.external.host }}{{- end -}}
{{- end }}

{{- define "redis.port" -}}
{{- if include "redis.inCluster" . -}}6379{{- else -}}{{ .Values.redis.external.port | int }}{{- end -}}
{{- end }}

{{/* The Secret that holds the passwords, empty without authentication. */}}
{{- define "redis.secret" -}}
{{- if .Values.redis.auth.enabled -}}
{{- if .Values.redis.auth.existingSecret -}}{{ .Values.redis.auth.existingSecret }}
{{- else if .Values.externalSecrets.enabled -}}{{ include "service.redis" . }}-auth
{{- end -}}
{{- end -}}
{{- end }}

{{- define "redis.tls" -}}
{{- if include "redis.inCluster" . -}}
{{- if .Values.redis.tls.enabled }}yes{{ end -}}
{{- else -}}
{{- if .Values.redis.external.tls }}yes{{ end -}}
{{- end -}}
{{- end }}

{{- define "redis.tlsSecret" -}}
{{ .Values.redis.tls.existingSecret | default (printf "%s-tls" (include "service.redis" .)) }}
{{- end }}

{{/*
Sixty per cent of the memory limit, in bytes: rewriting the append-only file forks, and copy-on-write
may need the rest.
*/}}
{{- define "redis.maxmemory" -}}
{{- $limit := .Values.redis.resources.limits.memory | toString -}}
{{- $number := regexFind "^[0-9]+" $limit | int64 -}}
{{- $unit := trimPrefix (toString $number) $limit -}}
{{- $factor := get (dict "Mi" 1048576 "Gi" 1073741824) $unit -}}
{{- if not $factor -}}
{{- fail (printf "Cannot derive Redis' maxmemory from redis.resources.limits.memory %q: give it in Mi or Gi, for example 256Mi" $limit) -}}
{{- end -}}
{{ div (mul $number $factor 6) 10 }}
{{- end }}

{{/* Serves with and without the keeper: the environment of every container in a Redis pod. */}}
{{- define "redis.env" -}}
- name: POD_NAME
  valueFrom: { fieldRef: { fieldPath: metadata.name } }
- name: POD_NAMESPACE
  valueFrom: { fieldRef: { fieldPath: metadata.namespace } }
- name: POD_IP
  valueFrom: { fieldRef: { fieldPath: status.podIP } }
- name: NODE_NAME
  valueFrom: { fieldRef: { fieldPath: spec.nodeName } }
- name: REDIS_MODE
  value: {{ .Values.redis.mode }}
- name: REDIS_NAME
  value: {{ include "service.redis" . }}
- name: REDIS_NODES
  value: {{ include "redis.nodes" . | quote }}
- name: REDIS_PRIMARIES
  value: {{ .Values.redis.cluster.primaries | quote }}
- name: REDIS_NODE_TIMEOUT
  value: {{ .Values.redis.cluster.nodeTimeoutMilliseconds | int | quote }}
- name: REDIS_FULL_COVERAGE
  value: {{ ternary "yes" "no" .Values.redis.cluster.requireFullCoverage | quote }}
- name: REDIS_MAXMEMORY
  value: {{ include "redis.maxmemory" . | quote }}
- name: REDIS_AUTH
  value: {{ ternary "yes" "no" .Values.redis.auth.enabled | quote }}
- name: REDIS_TLS
  value: {{ ternary "yes" "no" .Values.redis.tls.enabled | quote }}
{{- if .Values.redis.auth.enabled }}
- name: REDIS_APP_USER
  value: {{ .Values.redis.auth.username | quote }}
- name: REDIS_APP_RULES
  value: {{ printf "resetkeys resetchannels -@all %s %s" (.Values.redis.auth.keys | join " ") (.Values.redis.auth.commands | join " ") | quote }}
- name: REDIS_HEALTH_USER
  value: {{ ternary "yes" "no" .Values.redis.auth.healthUser.enabled | quote }}
{{- end }}
{{- end }}

{{/* What the app is told about Redis. */}}
{{- define "redis.clientEnv" -}}
- name: REDIS_MODE
  value: {{ if include "redis.inCluster" . }}{{ .Values.redis.mode }}{{ else }}{{ .Values.redis.external.mode }}{{ end }}
- name: REDIS_HOST
  value: {{ include "redis.host" . | quote }}
- name: REDIS_PORT
  value: {{ include "redis.port" . | quote }}
{{- if .Values.redis.auth.enabled }}
- name: REDIS_USERNAME
  value: {{ .Values.redis.auth.username | quote }}
- name: REDIS_PASSWORD
  valueFrom:
    secretKeyRef:
      name: {{ include "redis.secret" . }}
      key: redis-password
{{- end }}
{{- if include "redis.tls" . }}
- name: REDIS_TLS
  value: "true"
{{- if include "redis.inCluster" . }}
- name: REDIS_TLS_CA_FILE
  value: /etc/redis-tls/ca.crt
{{- end }}
{{- end }}
{{- if include "redis.isCluster" . }}
- name: REDIS_WAIT_REPLICAS
  value: {{ .Values.redis.cluster.waitReplicas | quote }}
{{- end }}
{{- end }}

{{- define "redis.mounts" -}}
- name: scripts
  mountPath: /scripts
  readOnly: true
- name: run
  mountPath: /run/redis
- name: tmp
  mountPath: /tmp
{{- if include "redis.secret" . }}
- name: auth
  mountPath: /run/secrets/redis
  readOnly: true
{{- end }}
{{- if include "redis.tls" . }}
- name: tls
  mountPath: /etc/redis-tls
  readOnly: true
{{- end }}
{{- end }}

{{/* Off by default: the app's own metrics tell whether Redis answers. */}}
{{- define "redis.exporter" -}}
{{- with .Values.redis.exporter }}
{{- if .enabled }}
- name: exporter
  image: {{ include "service.imageOf" .image | quote }}
  imagePullPolicy: {{ .image.pullPolicy }}
  securityContext: {{- include "service.containerSecurity" $ | nindent 4 }}
  ports:
    - name: metrics
      containerPort: 9121
  env:
    - name: REDIS_ADDR
      value: {{ ternary "rediss" "redis" $.Values.redis.tls.enabled }}://127.0.0.1:6379
    {{- if $.Values.redis.tls.enabled }}
    - name: REDIS_EXPORTER_SKIP_TLS_VERIFICATION
      value: "true"
    {{- end }}
    - name: REDIS_EXPORTER_INCL_CONFIG_METRICS
      value: "false"
    {{- if $.Values.redis.auth.enabled }}
    - name: REDIS_USER
      value: operator
    - name: REDIS_PASSWORD
      valueFrom:
        secretKeyRef:
          name: {{ include "redis.secret" $ }}
          key: operator-password
    {{- end }}
  resources: {{- toYaml .resources | nindent 4 }}
{{- end }}
{{- end }}
{{- end }}
