# Sourced by the other scripts. Only sh, redis-cli and what a Debian or Alpine Redis image has.
set -eu

# The folder's name is the node's: INFO tells it to the other pods (config_file), so that a replica can
# choose a primary that stands elsewhere.
run=/run/redis/${NODE_NAME:-node}
secrets=/run/secrets/redis
headless=$REDIS_NAME-headless

log() { printf '%s %s\n' "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$*"; }

# Prints the secret's entry, empty where there is none.
secret() { [ -r "$secrets/$1" ] && cat "$secrets/$1" || true; }

# The operator's password as the server here knows it: while it is rotated, the Secret's is newer for a moment.
operator_password() { cat "$run/operator-password" 2>/dev/null || secret operator-password; }

keep_operator_password() { (umask 077; secret operator-password >"$run/operator-password"); }

host_of() { printf '%s-%s.%s.%s.svc' "$REDIS_NAME" "$1" "$headless" "$POD_NAMESPACE"; }

address_of() { getent hosts "$(host_of "$1")" 2>/dev/null | awk '{ print $1; exit }'; }

# redis_at ADDRESS COMMAND...: as the user `operator`, never longer than three seconds.
redis_at() {
  at=$1
  shift
  set -- -h "$at" -p 6379 --no-auth-warning "$@"
  [ "$REDIS_TLS" = yes ] && set -- --tls --cacert /etc/redis-tls/ca.crt --sni "$REDIS_NAME" "$@"
  # Even an empty password would be sent, and refused
  [ "$REDIS_AUTH" = yes ] || { timeout 3 redis-cli "$@" 2>&1; return; }
  REDISCLI_AUTH="$(operator_password)" timeout 3 redis-cli --user operator "$@" 2>&1
}

redis_here() { redis_at 127.0.0.1 "$@"; }

# Passwords go into the ACL file as hashes, so that any character may be in one. The previous password, if
# the Secret still has it, is taken too: clients change over one by one.
hashes() {
  for entry in "$1-password" "$1-password-previous"; do
    value=$(secret "$entry")
    [ -n "$value" ] && printf ' #%s' "$(printf %s "$value" | sha256sum | cut -d ' ' -f 1)"
  done
  return 0
}

# Redis before 7.2 does not know CLIENT SETINFO, and refuses a file that names it.
client_setinfo() {
  version=$(redis-server --version | sed 's/.*v=\([0-9]*\)\.\([0-9]*\).*/\1 \2/')
  # shellcheck disable=SC2086
  set -- $version
  if [ "$1" -gt 7 ] || { [ "$1" -eq 7 ] && [ "$2" -ge 2 ]; }; then printf ' +client|setinfo'; fi
}

# The users, as in an ACL file, with the passwords that the Secret holds now. `default` is off, so nobody is let in by
# chance; but it must be allowed everything: Redis replays its append-only file as `default`, and drops every
# transaction in it, which is every visit that a script counted, that `default` has no right to.
users() {
  setinfo=$(client_setinfo)
  printf 'user default off resetpass allkeys allchannels +@all\n'
  printf 'user %s on%s %s\n' "$REDIS_APP_USER" "$(hashes redis)" "$REDIS_APP_RULES"
  # Replicates, heals, moves slots, backs up, rotates passwords. It may change users, so it is an administrator:
  # the other rights are what it uses, not what could stop it
  printf 'user operator on%s ~* resetchannels -@all +ping +auth +hello +info +role +client|setname +cluster +failover +wait +dbsize +psync +replconf +readonly +select +migrate +restore +restore-asking +asking +del +dump +config|set +acl|setuser +acl|log +bgsave +lastsave +slowlog|len +latency|latest%s\n' "$(hashes operator)" "$setinfo"
  if [ "${REDIS_HEALTH_USER:-no}" = yes ] && [ -n "$(secret health-password)" ]; then
    printf 'user backstage-health on%s resetkeys resetchannels -@all +ping +info +role +cluster|info +cluster|slots +slowlog|len +latency|latest\n' "$(hashes health)"
  fi
}
