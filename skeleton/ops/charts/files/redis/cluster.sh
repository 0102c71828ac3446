# The steps of the keeper. CLUSTER NODES has a line for each node:
#   id ip:port@bus,hostname flags primary-id ping pong epoch link slots...

me=${POD_NAME##*-}

# The last known view of this node
look() { view=$(redis_here cluster nodes | tr -d '\r') && [ -n "$view" ]; }

myself() { printf '%s\n' "$view" | awk -v field="$1" '$3 ~ /myself/ { print $field }'; }

slots_in_view() {
  printf '%s\n' "$view" | awk '{
    for (i = 9; i <= NF; i++) if ($i !~ /^\[/) { n = split($i, r, "-"); total += (n == 2 ? r[2] - r[1] : 0) + 1 }
  } END { print total + 0 }'
}

# Is the peer at this address the pod that it should be? An address may by now belong to a stranger, and
# CLUSTER MEET would merge the two clusters.
is_peer() { # ORDINAL ADDRESS
  redis_at "$2" cluster nodes | tr -d '\r' | awk -v host="$(host_of "$1")" \
    '$3 ~ /myself/ { split($2, at, ","); found = (at[2] == host) } END { exit !found }'
}

# Meets every peer that is not connected at the address which its name has now.
meet() {
  complete=yes
  i=0
  while [ "$i" -lt "$REDIS_NODES" ]; do
    if [ "$i" != "$me" ]; then
      address=$(address_of "$i")
      if [ -z "$address" ]; then
        complete=no
      elif ! printf '%s\n' "$view" | awk -v at="$address:6379@" \
        'index($2, at) == 1 && $3 !~ /handshake|noaddr/ && $3 !~ /fail(,|$)/ && $8 == "connected" { found = 1 } END { exit !found }'; then
        complete=no
        if is_peer "$i" "$address"; then
          log "Meeting $(host_of "$i") at $address"
          redis_here cluster meet "$address" 6379 >/dev/null || true
        fi
      fi
    fi
    i=$((i + 1))
  done
  [ "$complete" = yes ]
}

# Slots are claimed only if not a single node of a complete cluster has ever seen one assigned: a node
# that lost its volume must never take slots that another still answers for.
claim() {
  [ "$me" -lt "$REDIS_PRIMARIES" ] || return 0
  [ "$(redis_here dbsize)" = 0 ] || { log 'There is data but no slot: see the runbook on a broken cluster'; return 1; }
  i=0
  while [ "$i" -lt "$REDIS_NODES" ]; do
    address=$(address_of "$i")
    answer=$(redis_at "$address" cluster nodes | tr -d '\r') || return 1
    first=$((16384 * me / REDIS_PRIMARIES))
    last=$((16384 * (me + 1) / REDIS_PRIMARIES - 1))
    printf '%s\n' "$answer" | awk -v nodes="$REDIS_NODES" -v first="$first" -v last="$last" '
      $3 ~ /handshake/ { next }
      { seen++; for (i = 9; i <= NF; i++) { n = split($i, r, "-"); if (r[1] <= last && (n == 2 ? r[2] : r[1]) >= first) taken = 1 } }
      END { exit taken || seen != nodes }' || return 1
    i=$((i + 1))
  done
  log "Claiming slots $first to $last"
  redis_here cluster addslotsrange "$first" "$last"
}

# The node that a pod stands on, told by the path of its configuration.
standing() { # ADDRESS
  redis_at "$1" info server | tr -d '\r' | sed -n 's|^config_file:/run/redis/\([^/]*\)/.*|\1|p'
}

# Primaries with slots and masters without any, with the nodes that they stand on.
survey() {
  printf '%s\n' "$view" | awk '
    function ordinal(host) { sub(/\..*/, "", host); sub(/.*-/, "", host); return host }
    $3 ~ /fail|handshake|noaddr/ { next }
    $3 ~ /slave/ { replicas[$4]++; next }
    $3 ~ /master/ { split($2, at, /[:,]/); split($2, name, ","); kind[$1] = (NF > 8) ? "P" : "E"; ip[$1] = at[1]; number[$1] = ordinal(name[2]) }
    END { for (id in kind) print kind[id], number[id], id, replicas[id] + 0, ip[id] }' |
    sort -k1,1 -k2,2n |
    while read -r kind number id replicas address; do
      printf '%s %s %s %s %s\n' "$kind" "$number" "$id" "$replicas" "$(standing "$address")"
    done
}

# Chooses the primary that this node should follow; empty while it is not its turn. One at a time, the
# lowest number first, and the choice is the one that leaves the fewest pairs on one node for all that
# still wait. As many empty masters as primaries are missing stay empty: they wait for slots to be moved.
choose() {
  survey | awk -v me="$me" -v primaries="$REDIS_PRIMARIES" -v nodes="$REDIS_NODES" '
    function search(at, cost, first,   i, more) {
      if (cost >= best) return
      if (at > waiting) { best = cost; chosen = first; return }
      for (i = 0; i < count; i++) {
        j = (i + at - 1) % count
        if (load[j] >= capacity) continue
        load[j]++
        more = (where[j] == stands[at])
        search(at + 1, cost + more, at == 1 ? id[j] : first)
        j = (i + at - 1) % count
        load[j]--
      }
    }
    $1 == "P" { count += 0; id[count] = $3; load[count] = $4; where[count] = $5; count++ }
    $1 == "E" { empty++; number[empty] = $2; on[empty] = $5 }
    END {
      stay = primaries - count; if (stay < 0) stay = 0
      for (i = stay + 1; i <= empty; i++) { waiting++; who[waiting] = number[i]; stands[waiting] = on[i] }
      if (!count || !waiting || who[1] != me) exit
      if (waiting > 6) waiting = 6
      replicas = nodes - primaries; capacity = int((replicas + count - 1) / count); best = 1000
      search(1, 0, "")
      print chosen
    }'
}

# Only what was the same three times: in the second of a failover the old primary looks like an empty master.
follow() {
  target=$(choose)
  if [ -n "$target" ] && [ "$target" = "${wanted:-}" ]; then times=$((times + 1)); else times=1; fi
  wanted=$target
  [ -n "$target" ] && [ "$times" -ge 3 ] || return 0
  log "Following primary $target"
  redis_here cluster replicate "$target"
}

# Replicas of a primary, as lines of: ordinal address
replicas_of() { # ID
  printf '%s\n' "$view" | awk -v id="$1" '$4 == id && $3 !~ /fail|handshake|noaddr/ && $8 ~ /connected/ {
    split($2, at, /[:,]/); split($2, name, ","); host = name[2]; sub(/\..*/, "", host); sub(/.*-/, "", host)
    print host, at[1] }' | sort -n
}

# The first primary with slots that has no replica at all, as: id address. Redis' own migration passes by a primary
# that lost its replicas while nodes were restarted or removed: seen after scaling in.
orphan() {
  printf '%s\n' "$view" | awk '
    $3 ~ /fail|handshake|noaddr/ { next }
    $3 ~ /slave/ { has[$4] = 1; next }
    $3 ~ /master/ && NF > 8 { split($2, at, /[:,]/); ip[$1] = at[1] }
    END { for (id in ip) if (!has[id]) print id, ip[id] }' | sort | head -n 1
}

# A replica beside another one of the same primary goes to a primary that has none: the one that stands on another
# node than that primary, else the first. Only what was the same three times, as with follow.
share() {
  lonely=$(orphan)
  [ -n "$lonely" ] || { shared=; return 0; }
  [ "$(replicas_of "$(myself 4)" | wc -l)" -gt 1 ] || return 0
  place=$(standing "${lonely#* }")
  mover=$(replicas_of "$(myself 4)" | while read -r number address; do
    [ "$(standing "$address")" = "$place" ] && echo "1 $number" || echo "0 $number"
  done | sort -n | awk 'NR == 1 { print $2 }')
  [ "$mover" = "$me" ] || return 0
  if [ "$lonely" = "${shared:-}" ]; then rounds=$((rounds + 1)); else rounds=1; fi
  shared=$lonely
  [ "$rounds" -ge 3 ] || return 1
  log "Following primary ${lonely% *}, which has no replica"
  redis_here cluster replicate "${lonely% *}" >/dev/null
  return 1
}

# A replica may learn its primary's new address from a third node, and go on calling the old one: seen when
# all pods were replaced at once. Following the same primary again sets the link right.
relink() {
  primary=$(myself 4)
  address=$(printf '%s\n' "$view" | awk -v id="$primary" '$1 == id { split($2, at, ":"); print at[1] }')
  link=$(redis_here info replication | tr -d '\r')
  case $link in *master_link_status:up*) return 0 ;; esac
  called=$(printf '%s\n' "$link" | sed -n 's/^master_host://p')
  [ -n "$address" ] && [ "$called" != "$address" ] || return 0
  log "Calling primary $primary at $address, no longer at $called"
  redis_here cluster replicate "$primary" >/dev/null
  return 1
}

# A node that failed, holds no slot, and either is no longer wanted or came back under another id.
forget() {
  printf '%s\n' "$view" | awk -v nodes="$REDIS_NODES" '
    { split($2, name, ","); host = name[2] }
    $3 !~ /fail|handshake|noaddr/ { alive[host] = 1; next }
    $3 ~ /fail(,|$)|noaddr/ && NF == 8 { gone[$1] = host }
    END { for (id in gone) { n = gone[id]; sub(/\..*/, "", n); sub(/.*-/, "", n)
      if (alive[gone[id]] || (n != "" && n + 0 >= nodes + 0)) print id, gone[id] } }' |
    while read -r id host; do
      log "Forgetting $host ($id), which is gone"
      redis_here cluster forget "$id" >/dev/null || true
    done
}

# One round; false while something is still to be done.
converge() {
  look || return 1
  if [ "$(printf '%s\n' "$view" | wc -l)" = 1 ] && [ "$(myself 7)" = 0 ]; then
    # Distinct from the start: epochs that collide are settled one by one, which takes longer
    redis_here cluster set-config-epoch $((me + 1)) >/dev/null || true
  fi
  meet || return 1
  forget
  case $(myself 3) in *slave*) relink && share; return ;; esac
  [ "$(printf '%s\n' "$view" | awk '$3 ~ /myself/ { print (NF > 8) }')" = 0 ] || return 0
  # A master without slots
  if [ "$(slots_in_view)" = 16384 ]; then follow; else claim; fi
  return 1
}
