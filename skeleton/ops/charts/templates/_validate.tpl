{{/*
What the schema cannot say. Each message names the value, the rule, and what to do.
*/}}
{{- define "service.validate" -}}
{{- include "validate.tag" . -}}
{{- include "validate.scaling" . -}}
{{- include "validate.placement" (dict "name" "app" "placement" .Values.app "pods" (include "service.maxReplicas" . | int) "limit" (ternary "hpa.maxReplicas" "app.replicas" .Values.hpa.enabled)) -}}
{{- include "validate.redis" . -}}
{{- include "validate.exposure" . -}}
{{- end }}

{{- define "validate.tag" -}}
{{- $tag := include "service.imageTag" . -}}
{{- if has $tag (list "latest" "main" "master") -}}
{{- fail (printf "Cannot deploy imageTag %q: it moves. Give the commit, for example --set-string imageTag=$(git rev-parse HEAD)" $tag) -}}
{{- end -}}
{{- if and $tag (not (regexMatch "^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$" $tag)) -}}
{{- fail (printf "Cannot deploy imageTag %q: a tag is made of letters, digits, dots, dashes and underscores, 128 at most. A number in exponent form? Quote it, or use --set-string" $tag) -}}
{{- end -}}
{{- if and .Values.image.digest (not (regexMatch "^sha256:[a-f0-9]{64}$" .Values.image.digest)) -}}
{{- fail (printf "Cannot use image.digest %q: it must be sha256: and 64 hexadecimal digits" .Values.image.digest) -}}
{{- end -}}
{{- end }}

{{- define "validate.scaling" -}}
{{- if and .Values.hpa.enabled (gt (int .Values.hpa.minReplicas) (int .Values.hpa.maxReplicas)) -}}
{{- fail (printf "Cannot scale from %d to %d pods: hpa.minReplicas must not be above hpa.maxReplicas" (int .Values.hpa.minReplicas) (int .Values.hpa.maxReplicas)) -}}
{{- end -}}
{{- if and (eq .Values.environment "prod") (lt (include "service.minReplicas" . | int) 2) -}}
{{- fail (printf "Cannot run prod on %s pod: a lost node would be an outage. Set hpa.minReplicas to 3, or to 2 at least" (include "service.minReplicas" .)) -}}
{{- end -}}
{{- if le (int .Values.app.terminationGracePeriodSeconds) (int .Values.app.preStopSleepSeconds) -}}
{{- fail (printf "Cannot drain: app.terminationGracePeriodSeconds (%d) must be longer than app.preStopSleepSeconds (%d), by the longest request" (int .Values.app.terminationGracePeriodSeconds) (int .Values.app.preStopSleepSeconds)) -}}
{{- end -}}
{{- end }}

{{- define "validate.placement" -}}
{{- $hard := .placement.affinity.hard.topologyKeys | default list -}}
{{- if $hard -}}
{{- $domains := int .placement.affinity.hard.domains -}}
{{- if lt $domains 1 -}}
{{- fail (printf "Cannot place %s: affinity.hard.topologyKeys [%s] allows one pod for each place, so %s.affinity.hard.domains must say how many of the rarest of them the cluster has, for example 1 for region in a one-region cluster" .name (join ", " $hard) .name) -}}
{{- end -}}
{{- if gt .pods $domains -}}
{{- fail (printf "Cannot place %s: %d pods (%s) do not fit %d places: required anti-affinity on [%s] takes one place for each pod, and the terms hold all at once, so %d would stay Pending. Lower %s to %d, drop the widest key, or use topologySpread with DoNotSchedule, which has no such end" .name .pods .limit $domains (join ", " $hard) (sub .pods $domains) .limit $domains) -}}
{{- end -}}
{{- end -}}
{{- range .placement.topologySpread -}}
{{- $room := mul (.domains | default 0) (.podsPerDomain | default 0) | int -}}
{{- if and (eq .whenUnsatisfiable "DoNotSchedule") $room (gt $.pods $room) -}}
{{- fail (printf "Cannot spread %s: %d pods (%s) do not fit %d places of %s with room for %d each, so %d would stay Pending. Lower %s to %d, add places and raise domains, or raise podsPerDomain if one has the CPU and the memory that so many pods request" $.name $.pods $.limit (int .domains) .topologyKey (int .podsPerDomain) (sub $.pods $room) $.limit $room) -}}
{{- end -}}
{{- end -}}
{{- end }}

{{- define "validate.redis" -}}
{{- $redis := .Values.redis -}}
{{- if and $redis.auth.enabled (not (include "redis.secret" .)) -}}
{{- $keys := "--from-literal=redis-password=\"$(openssl rand -hex 24)\"" -}}
{{- if include "redis.inCluster" . -}}
{{- $keys = printf "%s --from-literal=operator-password=\"$(openssl rand -hex 24)\" --from-literal=health-password=\"$(openssl rand -hex 24)\"" $keys -}}
{{- end -}}
{{- $secret := printf "%s-auth" (include "service.redis" .) -}}
{{- fail (printf "Cannot give Redis its passwords: the chart makes no Secret. Make one:\n\n  kubectl create secret generic %s --namespace %s %s\n\nand set redis.auth.existingSecret=%s, or set externalSecrets.enabled=true (see ops/core-layer)" $secret .Release.Namespace $keys $secret) -}}
{{- end -}}
{{- if and (not $redis.auth.enabled) (include "redis.inCluster" .) -}}
{{- if ne .Values.environment "dev" -}}
{{- fail (printf "Cannot run Redis without a password in %s: redis.auth.enabled=false is for dev, where the NetworkPolicy alone guards it" .Values.environment) -}}
{{- end -}}
{{- if not .Values.networkPolicy.enabled -}}
{{- fail "Cannot run Redis without a password and without a NetworkPolicy: set redis.auth.enabled=true or networkPolicy.enabled=true" -}}
{{- end -}}
{{- end -}}
{{- if eq $redis.mode "external" -}}
{{- if not $redis.external.host -}}
{{- fail "Cannot reach Redis: redis.mode is external and redis.external.host is empty. Give the host name of the managed Redis" -}}
{{- end -}}
{{- if .Values.velero.enabled -}}
{{- fail "Cannot back up an external Redis with Velero: its data is not in the cluster. Use the provider's backups and set velero.enabled=false" -}}
{{- end -}}
{{- else -}}
{{- include "validate.redisPods" . -}}
{{- end -}}
{{- end }}

{{- define "validate.redisPods" -}}
{{- $redis := .Values.redis -}}
{{- if include "redis.isCluster" . -}}
{{- if lt (int $redis.cluster.primaries) 3 -}}
{{- fail (printf "Cannot form a Redis Cluster of %d primaries: a majority must survive the loss of one, so redis.cluster.primaries must be 3 or more" (int $redis.cluster.primaries)) -}}
{{- end -}}
{{- if gt (int $redis.cluster.waitReplicas) (int $redis.cluster.replicasPerPrimary) -}}
{{- fail (printf "Cannot wait for %d replicas: a primary has redis.cluster.replicasPerPrimary=%d. Set redis.cluster.waitReplicas to %d at most" (int $redis.cluster.waitReplicas) (int $redis.cluster.replicasPerPrimary) (int $redis.cluster.replicasPerPrimary)) -}}
{{- end -}}
{{- if and (ne .Values.environment "dev") (lt (int $redis.cluster.replicasPerPrimary) 1) -}}
{{- fail (printf "Cannot run %s without replicas: the loss of one Redis pod would be the loss of its shard. Set redis.cluster.replicasPerPrimary to 1 or more" .Values.environment) -}}
{{- end -}}
{{- end -}}
{{- if has $redis.auth.username (list "default" "operator" "backstage-health") -}}
{{- fail (printf "Cannot name the app's Redis user %q: Redis or the chart itself has that user. Choose another redis.auth.username" $redis.auth.username) -}}
{{- end -}}
{{- if and $redis.tls.enabled (not $redis.tls.existingSecret) (not $redis.tls.issuerRef.name) -}}
{{- fail "Cannot encrypt Redis: redis.tls.enabled needs redis.tls.existingSecret (ca.crt, tls.crt, tls.key) or redis.tls.issuerRef.name for cert-manager" -}}
{{- end -}}
{{- include "validate.placement" (dict "name" "redis" "placement" $redis "pods" (include "redis.nodes" . | int) "limit" "the number of Redis pods") -}}
{{- end }}

{{- define "validate.exposure" -}}
{{- $names := compact (prepend .Values.httpRoute.hostnames .Values.domain) -}}
{{- if and .Values.httpRoute.enabled (not .Values.httpRoute.parentRefs) -}}
{{- fail "Cannot route: httpRoute.enabled needs httpRoute.parentRefs, the Gateway to attach to, for example [{name: external, namespace: gateway}]" -}}
{{- end -}}
{{- if and (or .Values.httpRoute.enabled .Values.ingress.enabled) (not $names) -}}
{{- fail "Cannot route: set domain, the public host name" -}}
{{- end -}}
{{- if and (or .Values.httpRoute.enabled .Values.ingress.enabled) (not .Values.routes) -}}
{{- fail "Cannot route: routes is empty, so nothing would be reached. Name the paths, for example [{path: /, type: Exact}]" -}}
{{- end -}}
{{- if contains "/" .Values.domain -}}
{{- fail (printf "Cannot route to domain %q: give the host name alone, without https:// and without a path" .Values.domain) -}}
{{- end -}}
{{- if and .Values.externalSecrets.enabled (not .Values.externalSecrets.remoteKey) -}}
{{- fail "Cannot fetch secrets: externalSecrets.remoteKey must name the entry that holds the passwords" -}}
{{- end -}}
{{- if and .Values.externalSecrets.enabled (not .Values.externalSecrets.storeRef.name) (eq .Values.externalSecrets.provider.type "none") -}}
{{- fail "Cannot fetch secrets: set externalSecrets.storeRef.name to an existing store, or externalSecrets.provider.type to vault or gcp" -}}
{{- end -}}
{{- end }}
