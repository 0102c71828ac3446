{{/* Short names for the usual topology keys. */}}
{{- define "service.topologyKey" -}}
{{- $short := dict "hostname" "kubernetes.io/hostname" "zone" "topology.kubernetes.io/zone" "region" "topology.kubernetes.io/region" -}}
{{- get $short . | default . -}}
{{- end }}

{{/*
Where the pods of one component may go.
Argument: dict "root" $ "component" "app" "placement" (affinity, topologySpread) "revisionLabel" "pod-template-hash"

Each revision is spread by itself (matchLabelKeys): otherwise the new pods of a rollout would be kept
off the nodes that the old ones still hold, and a rollout on a full set of nodes would never end.
*/}}
{{- define "service.spread" -}}
{{- $selector := include "service.selector" (dict "root" .root "component" .component) | fromYaml -}}
{{- $revision := .revisionLabel -}}
{{- $hard := .placement.affinity.hard.topologyKeys | default list -}}
{{- $soft := .placement.affinity.soft.topologyKeys | default list -}}
{{- if or $hard $soft }}
affinity:
  podAntiAffinity:
    {{- with $hard }}
    requiredDuringSchedulingIgnoredDuringExecution:
      {{- range . }}
      - topologyKey: {{ include "service.topologyKey" . }}
        labelSelector:
          matchLabels: {{- toYaml $selector | nindent 12 }}
        {{- if $revision }}
        matchLabelKeys: [{{ $revision }}]
        {{- end }}
      {{- end }}
    {{- end }}
    {{- with $soft }}
    preferredDuringSchedulingIgnoredDuringExecution:
      {{- range . }}
      - weight: 100
        podAffinityTerm:
          topologyKey: {{ include "service.topologyKey" . }}
          labelSelector:
            matchLabels: {{- toYaml $selector | nindent 14 }}
          {{- if $revision }}
          matchLabelKeys: [{{ $revision }}]
          {{- end }}
      {{- end }}
    {{- end }}
{{- end }}
{{- with .placement.topologySpread }}
topologySpreadConstraints:
  {{- range . }}
  - maxSkew: 1
    topologyKey: {{ include "service.topologyKey" .topologyKey }}
    whenUnsatisfiable: {{ .whenUnsatisfiable }}
    # A node that was lost or cordoned is no place, and must not hold the others back
    nodeTaintsPolicy: Honor
    labelSelector:
      matchLabels: {{- toYaml $selector | nindent 8 }}
    {{- if $revision }}
    matchLabelKeys: [{{ $revision }}]
    {{- end }}
  {{- end }}
{{- end }}
{{- with .placement.nodeSelector }}
nodeSelector: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .placement.tolerations }}
tolerations: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .placement.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- end }}
