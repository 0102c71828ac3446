#!/usr/bin/env bash
# smoke-test.sh IMAGE: starts the image as the cluster does (read-only, no privileges) and counts one visit.
set -euo pipefail

image=$1
network="smoke-$$"
docker network create "$network" > /dev/null
trap 'docker rm --force "$network-app" "$network-db" > /dev/null 2>&1; docker network rm "$network" > /dev/null' EXIT

docker run --detach --name "$network-db" --network "$network" --network-alias db redis:8.8.0 > /dev/null
docker run --detach --name "$network-app" --network "$network" --publish 127.0.0.1::3000 --env REDIS_HOST=db \
  --read-only --tmpfs /tmp --tmpfs /app/.next/cache --cap-drop ALL --security-opt no-new-privileges "$image" > /dev/null
url="http://$(docker port "$network-app" 3000)"

for _ in $(seq 60); do
  curl --silent --fail "$url/api/readyz" > /dev/null && break
  sleep 1
done
curl --silent --fail "$url/api/readyz"
echo
answer=$(curl --silent --fail --request POST "$url/api/visits")
echo "$answer"
[ "$answer" = '{"count":1,"counted":true}' ]
curl --silent --fail "$url/" | grep --quiet 'data-count="1"'
