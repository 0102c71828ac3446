#!/usr/bin/env bash
# Installs ENVIRONMENT into the current cluster, in a namespace that enforces "restricted", and proves that no
# acknowledged visit is lost: not by a rolling restart, and not when every Redis pod is deleted.
set -euo pipefail

name=$(node -p 'require("./service.json").name')
kubectl create namespace e2e
kubectl label namespace e2e pod-security.kubernetes.io/enforce=restricted
if [ "$ENVIRONMENT" = prod ]; then
  kubectl --namespace e2e create secret generic "$name-redis-auth" \
    --from-literal=redis-password="$(openssl rand -hex 24)" \
    --from-literal=operator-password="$(openssl rand -hex 24)" \
    --from-literal=health-password="$(openssl rand -hex 24)"
fi
helm upgrade --install "$name" ops/charts --namespace e2e --values "ops/charts/env/$ENVIRONMENT/values.yaml" \
  --set-string "imageTag=$GITHUB_SHA" --set image.repository=localhost/service --set networkPolicy.anyPod=true \
  --wait --timeout 10m
helm test "$name" --namespace e2e --logs

kubectl --namespace e2e port-forward "service/$name-app-svc" 18080:80 > /dev/null &
trap 'kill %1' EXIT
acknowledged=0
# Each visit under one id until it is acknowledged, through whatever pod is there
visit() {
  local id
  id=$(cat /proc/sys/kernel/random/uuid)
  for _ in $(seq 120); do
    if curl --silent --fail --max-time 5 --output /dev/null --request POST \
      --header "Idempotency-Key: $id" http://127.0.0.1:18080/api/visits; then
      acknowledged=$((acknowledged + 1))
      return
    fi
    sleep 1
    kill -0 %1 2> /dev/null || kubectl --namespace e2e port-forward "service/$name-app-svc" 18080:80 > /dev/null &
  done
  echo 'A visit was not acknowledged within two minutes'
  exit 1
}

for _ in $(seq 50); do visit; done
kubectl --namespace e2e rollout restart "deployment/$name-app"
for _ in $(seq 50); do visit; done
kubectl --namespace e2e rollout status "deployment/$name-app" --timeout 5m
kubectl --namespace e2e delete pods --selector "app.kubernetes.io/name=$name,app.kubernetes.io/component=redis"
for _ in $(seq 50); do visit; done

sleep 5
counted=$(curl --silent --fail http://127.0.0.1:18080/api/visits)
echo "Acknowledged $acknowledged, answered $counted"
[ "$counted" = "{\"count\":$acknowledged}" ]
