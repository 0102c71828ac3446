import { readFile } from 'fs/promises';
import { readFileSync } from 'fs';
import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { RedisInstanceConfig, RedisLogin } from './RedisInstanceConfig';

const modes = ['standalone', 'cluster', 'sentinel'] as const;
const roles = ['cache', 'store'] as const;

/** Reads the configured Redis instances. */
export function readRedisConfigs(
  config: Config | undefined,
): RedisInstanceConfig[] {
  const instances = config?.getOptionalConfigArray('instances') ?? [];
  return instances.map(readInstance);
}

function readInstance(config: Config): RedisInstanceConfig {
  const name = config.getString('name');
  const host = config.getString('host');
  const match = config.getOptionalConfig('match');
  if (!match && !host.includes('{name}')) {
    throw new InputError(
      `Cannot use Redis instance "${name}": set "match" to its service, or put "{name}" into "host"`,
    );
  }
  const mode = readOneOf(config, 'mode', modes);
  const login = readLogin(config);
  const sentinel = config.getOptionalConfig('sentinel');
  return {
    ...login,
    name,
    host,
    port:
      config.getOptionalNumber('port') ?? (mode === 'sentinel' ? 26379 : 6379),
    mode,
    sentinelGroup: config.getOptionalString('sentinelGroup') ?? 'mymaster',
    role: readOneOf(config, 'role', roles) ?? 'store',
    required: config.getOptionalBoolean('required') ?? true,
    expectedNodes: config.getOptionalNumber('expectedNodes'),
    memoryLimitBytes: config.getOptionalNumber('memoryLimitBytes'),
    sentinel: sentinel && { tls: login.tls, ...readLogin(sentinel) },
    match: match && {
      name: match.getString('name'),
      namespace: match.getOptionalString('namespace'),
    },
    namespaces: config.getOptionalStringArray('namespaces'),
  };
}

/** Keys that are not set are left out, so that others can stand in for them. */
function readLogin(config: Config): RedisLogin {
  const username = config.getOptionalString('username');
  const password = readPassword(
    config.getOptionalString('password'),
    config.getOptionalString('passwordFile'),
  );
  const tls = readTls(config);
  return {
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
    ...(tls === undefined ? {} : { tls }),
  };
}

function readPassword(password: string | undefined, file: string | undefined) {
  if (file !== undefined) {
    // Read again for each connection, so that a rotated secret is picked up.
    return async () => (await readFile(file, 'utf8')).trim();
  }
  return password === undefined ? undefined : async () => password;
}

function readTls(config: Config): RedisInstanceConfig['tls'] {
  if (!config.has('tls')) {
    return undefined;
  }
  const file = config.getOptionalString('tls.caFile');
  return {
    ca: file === undefined ? undefined : readFileSync(file, 'utf8'),
    skipVerify: config.getOptionalBoolean('tls.skipVerify') ?? false,
  };
}

function readOneOf<T extends string>(
  config: Config,
  key: string,
  allowed: readonly T[],
): T | undefined {
  const text = config.getOptionalString(key);
  const found = allowed.find(one => one === text);
  if (text !== undefined && found === undefined) {
    throw new InputError(
      `Cannot use "${key}" of Redis instance "${config.getString(
        'name',
      )}": set it to one of ${allowed.join(', ')}; current value is "${text}"`,
    );
  }
  return found;
}
