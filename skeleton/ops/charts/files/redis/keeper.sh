#!/bin/sh
# Keeps this node a part of the cluster that the values describe, one small step a round:
#   meet     peers whose address changed, or that are new
#   claim    this node's slots, in a cluster that never had any
#   follow   a primary that stands on another node, as a replica
#   relink   a replica to the new address of its primary
#   forget   nodes that are gone for good and hold nothing
# and takes over rotated passwords. Every step is safe to repeat; a step whose conditions do not hold is
# left for the next round. Nothing here ever moves or drops data.
. /scripts/lib.sh
. /scripts/cluster.sh

stop() { log 'Stopping'; exit 0; }
trap stop TERM INT

fingerprint() { cat "$secrets"/*password* 2>/dev/null | sha256sum; }

operator_password=$(secret operator-password)
known=$(fingerprint)

# The kubelet updates mounted secrets within about a minute.
rotate() {
  now=$(fingerprint)
  [ "$now" != "$known" ] || return 0
  write_users
  [ "$(redis_here acl load)" = OK ] || { log 'Redis did not take the new ACL file; trying again'; return 0; }
  next=$(secret operator-password)
  operator_password=$next
  [ "$(redis_here config set masterauth "$next")" = OK ] || { log 'Redis did not take the new masterauth; trying again'; return 0; }
  known=$now
  log 'Took over the rotated passwords'
}

mkdir -p "$run"
log "Keeping $POD_NAME"
while :; do
  pause=5
  if [ "$(redis_here ping || true)" = PONG ]; then
    [ "$REDIS_AUTH" = yes ] && rotate
    if [ "$REDIS_MODE" = cluster ]; then converge || pause=1; fi
  else
    pause=1
  fi
  # In the background, so that the trap runs at once
  sleep "$pause" &
  wait $! || true
done
