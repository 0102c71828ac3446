{{/*
A pod of `helm test`.
Argument: dict "root" $ "test" "health" "component" "client" "script" "..."
*/}}
{{- define "test.pod" -}}
apiVersion: v1
kind: Pod
metadata:
  name: {{ include "service.name" .root }}-test-{{ .test }}
  labels: {{- include "service.labels" (dict "root" .root "component" .component) | nindent 4 }}
  annotations:
    helm.sh/hook: test
    helm.sh/hook-delete-policy: before-hook-creation
spec:
  restartPolicy: Never
  automountServiceAccountToken: false
  enableServiceLinks: false
  {{- include "service.imagePullSecrets" .root | nindent 2 }}
  securityContext: {{- include "service.podSecurity" 65534 | nindent 4 }}
  containers:
    - name: test
      image: {{ include "service.imageOf" .root.Values.tests.image | quote }}
      imagePullPolicy: {{ .root.Values.tests.image.pullPolicy }}
      securityContext: {{- include "service.containerSecurity" . | nindent 8 }}
      resources:
        requests: { cpu: 10m, memory: 16Mi }
        limits: { memory: 32Mi }
      command:
        - sh
        - -ec
        - |
          {{- .script | nindent 10 }}
{{- end }}
