#!/bin/sh
# Keeps this node a part of the cluster that the values describe, one small step a round:
#   meet     peers whose address changed, or that are new
#   claim    this node's slots, in a cluster that never had any
#   follow   a primary that stands on another node, as a replica
#   share    a replica with a primary that has none, where another has two
#   relink   a replica to the new address of its primary
#   forget   nodes that are gone for good and hold nothing
# and takes over rotated passwords. Every step is safe to repeat; a step whose conditions do not hold is
# left for the next round. Nothing here ever moves or drops data.
. /scripts/lib.sh
. /scripts/cluster.sh

stop() { log 'Stopping'; exit 0; }
trap stop TERM INT

# The kubelet updates mounted secrets within about a minute. User by user and not with ACL LOAD: with that, Redis 7.0
# cuts every connection, and whatever visit is under way is answered with 503.
rotate() {
  now=$(users)
  [ "$now" != "$(cat "$run/users.acl")" ] || return 0
  printf '%s\n' "$now" | grep -v '^user default ' | (
    set -f
    while read -r _ name rules; do
      # shellcheck disable=SC2086
      [ "$(redis_here acl setuser "$name" reset $rules </dev/null)" = OK ] || exit 1
      [ "$name" != operator ] || keep_operator_password
    done
  ) || { log 'Redis did not take the new passwords; trying again'; return 0; }
  [ "$(redis_here config set masterauth "$(operator_password)")" = OK ] || { log 'Redis did not take the new masterauth; trying again'; return 0; }
  printf '%s\n' "$now" >"$run/users.acl.new"
  mv "$run/users.acl.new" "$run/users.acl"
  log 'Took over the rotated passwords'
}

umask 077
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
