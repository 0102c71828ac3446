import { Pod } from '../kubernetes';
import { RedisServiceRecord } from '../redis/RedisService';

/**
 * Environment of the process behind an app's pods: what the pod says, with the
 * real address of its Redis. Values that come from Secrets are left out: the
 * sandbox's Redis asks for no password.
 */
export function appEnvironment(
  pod: Pod,
  redis: RedisServiceRecord | undefined,
): Record<string, string> {
  const variables = pod.spec.containers[0]?.env;
  const literal = (Array.isArray(variables) ? variables : [])
    .filter(isLiteral)
    .map(({ name, value }): [string, string] => [name, value]);
  const own = redis ? redisVariables(redis) : {};
  const environment = { ...Object.fromEntries(literal), ...own };
  if (redis) {
    delete environment.REDIS_USERNAME;
    delete environment.REDIS_TLS;
  }
  const version = pod.spec.containers[0]?.image.split(':').at(-1);
  return { ...(version ? { APP_VERSION: version } : {}), ...environment };
}

function redisVariables({ mode, ports }: RedisServiceRecord) {
  const variables: Record<string, string> = {
    REDIS_MODE: mode,
    REDIS_HOST: '127.0.0.1',
    REDIS_PORT: String(ports[0]),
  };
  return variables;
}

function isLiteral(value: unknown): value is { name: string; value: string } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'name' in value &&
    typeof value.name === 'string' &&
    'value' in value &&
    typeof value.value === 'string'
  );
}
