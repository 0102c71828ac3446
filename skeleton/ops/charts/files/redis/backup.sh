#!/bin/sh
# Run by Velero before it snapshots the volume: a complete RDB file beside the append-only file.
. /scripts/lib.sh

before=$(redis_here lastsave)
redis_here bgsave schedule >/dev/null
tries=0
while [ "$tries" -lt 100 ]; do
  sleep 1
  tries=$((tries + 1))
  if [ "$(redis_here lastsave)" != "$before" ]; then
    redis_here info persistence | tr -d '\r' | grep -qx rdb_last_bgsave_status:ok && exit 0
    echo 'The snapshot failed: see the log of Redis'
    exit 1
  fi
done
echo 'The snapshot took longer than 100 seconds'
exit 1
