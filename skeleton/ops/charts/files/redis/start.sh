#!/bin/sh
# Writes this pod's configuration and becomes redis-server.
. /scripts/lib.sh

umask 077
mkdir -p "$run"

# A value of redis.conf in double quotes
quoted() { printf '"%s"' "$(printf %s "$1" | sed 's/[\\"]/\\&/g')"; }

{
  cat /scripts/redis.conf
  printf 'maxmemory %s\n' "$REDIS_MAXMEMORY"
  if [ "$REDIS_AUTH" = yes ]; then
    for entry in redis-password operator-password; do
      [ -n "$(secret "$entry")" ] || { log "The Secret has no entry $entry: add it, see docs" >&2; exit 1; }
    done
    keep_operator_password
    users >"$run/users.acl"
    printf 'aclfile %s/users.acl\n' "$run"
    printf 'masteruser operator\nmasterauth %s\n' "$(quoted "$(secret operator-password)")"
  fi
  if [ "$REDIS_TLS" = yes ]; then
    printf 'port 0\ntls-port 6379\ntls-auth-clients no\ntls-replication yes\ntls-cluster yes\n'
    printf 'tls-ca-cert-file /etc/redis-tls/ca.crt\ntls-cert-file /etc/redis-tls/tls.crt\ntls-key-file /etc/redis-tls/tls.key\n'
  fi
  if [ "$REDIS_MODE" = cluster ]; then
    cat <<CLUSTER
cluster-enabled yes
cluster-config-file /data/nodes.conf
cluster-node-timeout $REDIS_NODE_TIMEOUT
cluster-require-full-coverage $REDIS_FULL_COVERAGE
cluster-allow-replica-migration yes
cluster-migration-barrier 1
cluster-announce-ip $POD_IP
cluster-announce-hostname $(host_of "${POD_NAME##*-}")
cluster-preferred-endpoint-type hostname
repl-diskless-sync yes
repl-diskless-sync-delay 0
CLUSTER
  fi
} >"$run/redis.conf"

log "Starting in mode $REDIS_MODE on node ${NODE_NAME:-unknown}"
exec redis-server "$run/redis.conf"
