#!/bin/sh
# Ready is who answers and, in a cluster, has once been part of a whole one, as a replica with its data.
# Only once: if the cluster breaks later, taking its nodes out of the Service would not mend it.
. /scripts/lib.sh

[ "$(redis_here ping)" = PONG ] || exit 1
[ "$REDIS_MODE" = cluster ] || exit 0
[ -e /tmp/was-ready ] && exit 0

redis_here cluster info | tr -d '\r' | grep -qx cluster_state:ok || { echo 'cluster_state is not ok yet'; exit 1; }
replication=$(redis_here info replication | tr -d '\r')
case $replication in
*role:slave*)
  case $replication in
  *master_link_status:up*) ;;
  *) echo 'The replica has not caught up yet'; exit 1 ;;
  esac
  ;;
esac
: >/tmp/was-ready
