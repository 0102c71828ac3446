/**
 * Every command that this app sends to Redis, and nothing else: the Redis user of the app may hold exactly
 * these (the chart's ACL does, and the integration tests run under it and fail on a refused command).
 */
export const REDIS_COMMANDS = {
  /** Counting and reading. The script that EVAL and EVALSHA run calls SET, INCR and MGET. */
  counting: ['eval', 'evalsha', 'set', 'incr', 'get', 'mget'],
  /** Waiting for replicas: sent only where REDIS_WAIT_REPLICAS is above 0. */
  waiting: ['wait'],
  /** What the client sends while it connects. */
  connecting: ['hello', 'auth', 'info', 'client|setname'],
  /** What the client sends in Cluster mode only: the map of slots, and redirected commands. */
  clustering: ['cluster|slots', 'cluster|info', 'readonly', 'readwrite', 'asking'],
} as const;

/** The rules of the app's user for `ACL SETUSER` and for an ACL file, without its name and password. */
export function redisAclRules(keyPrefix: string): readonly string[] {
  const commands = Object.values(REDIS_COMMANDS).flat();
  return ['resetchannels', `~${keyPrefix}*`, '-@all', ...commands.map(command => `+${command}`)];
}
