#!/bin/sh
# A primary that is told to go hands its slots to a replica first: a second without writes instead of
# the node timeout and an election.
. /scripts/lib.sh

nodes=$(redis_here cluster nodes | tr -d '\r') || exit 0
self=$(printf '%s\n' "$nodes" | awk '$3 ~ /myself/ && $3 ~ /master/ && NF > 8 { print $1 }')
[ -n "$self" ] || exit 0

replicas=$(printf '%s\n' "$nodes" | awk -v self="$self" \
  '$4 == self && $3 !~ /fail|handshake|noaddr/ && $8 == "connected" { split($2, at, ":"); print at[1] }')
for replica in $replicas; do
  answer=$(redis_at "$replica" cluster failover) || true
  [ "$answer" = OK ] || continue
  tries=0
  while [ "$tries" -lt 20 ]; do
    sleep 0.5
    tries=$((tries + 1))
    case $(redis_here role | head -n 1) in slave*) exit 0 ;; esac
  done
done
echo 'No replica took over: the others will elect one'
