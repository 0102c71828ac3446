import { EnvError } from '@/lib/env-error';

export type RedisMode = 'standalone' | 'cluster' | 'sentinel';

/** A host and a port of a Redis node, or of a Sentinel. */
export type Address = Readonly<{ host: string; port: number }>;

export type RedisEnv = Readonly<{
  mode: RedisMode;
  addresses: readonly Address[];
  username: string | undefined;
  password: string | undefined;
  sentinelName: string;
  sentinelUsername: string | undefined;
  sentinelPassword: string | undefined;
  tls: boolean;
  tlsCaFile: string | undefined;
  keyPrefix: string;
  connectTimeoutMs: number;
  commandTimeoutMs: number;
  deadlineMs: number;
  waitReplicas: number;
  waitTimeoutMs: number;
}>;

export type Env = Readonly<{
  environment: string;
  version: string;
  logLevel: string;
  retryWindowSeconds: number;
  readyRequiresRedis: boolean;
  readyGraceSeconds: number;
  redis: RedisEnv;
}>;

const MODES = ['standalone', 'cluster', 'sentinel'] as const;
const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
const HOST = /^(?:[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\])$/;

/** Reads the settings, and names the variable and the rule where one cannot be used. See docs/configuration.md. */
export function readEnv(source: Readonly<NodeJS.Dict<string>>): Env {
  return {
    environment: text(source, 'ENVIRONMENT') ?? 'local',
    version: text(source, 'APP_VERSION') ?? 'unknown',
    logLevel: oneOf(source, 'LOG_LEVEL', LOG_LEVELS, 'info'),
    retryWindowSeconds: wholeNumber(source, 'VISIT_RETRY_WINDOW_SECONDS', { from: 60, to: 604_800, otherwise: 600 }),
    readyRequiresRedis: flag(source, 'READY_REQUIRES_REDIS', true),
    readyGraceSeconds: wholeNumber(source, 'READY_GRACE_SECONDS', { from: 0, to: 3_600, otherwise: 60 }),
    redis: readRedisEnv(source),
  };
}

function readRedisEnv(source: Readonly<NodeJS.Dict<string>>): RedisEnv {
  const mode = oneOf(source, 'REDIS_MODE', MODES, 'standalone');
  const username = text(source, 'REDIS_USERNAME');
  const password = text(source, 'REDIS_PASSWORD');
  if (username && !password) {
    throw new EnvError('REDIS_PASSWORD', 'must be set where REDIS_USERNAME is', undefined);
  }
  const commandTimeoutMs = wholeNumber(source, 'REDIS_COMMAND_TIMEOUT_MS', { from: 50, to: 60_000, otherwise: 1_000 });
  const waitTimeoutMs = wholeNumber(source, 'REDIS_WAIT_TIMEOUT_MS', { from: 10, to: 60_000, otherwise: 500 });
  if (waitTimeoutMs >= commandTimeoutMs) {
    const rule = `must be less than REDIS_COMMAND_TIMEOUT_MS, which is ${commandTimeoutMs}`;
    throw new EnvError('REDIS_WAIT_TIMEOUT_MS', rule, String(waitTimeoutMs));
  }
  return {
    mode,
    addresses: readAddresses(source, mode),
    username,
    password,
    sentinelName: text(source, 'REDIS_SENTINEL_NAME') ?? 'mymaster',
    sentinelUsername: text(source, 'REDIS_SENTINEL_USERNAME'),
    sentinelPassword: text(source, 'REDIS_SENTINEL_PASSWORD'),
    tls: flag(source, 'REDIS_TLS', false),
    tlsCaFile: text(source, 'REDIS_TLS_CA_FILE'),
    keyPrefix: readKeyPrefix(source),
    connectTimeoutMs: wholeNumber(source, 'REDIS_CONNECT_TIMEOUT_MS', { from: 50, to: 60_000, otherwise: 2_000 }),
    commandTimeoutMs,
    deadlineMs: wholeNumber(source, 'REDIS_DEADLINE_MS', { from: 50, to: 60_000, otherwise: 1_200 }),
    waitReplicas: wholeNumber(source, 'REDIS_WAIT_REPLICAS', { from: 0, to: 5, otherwise: 0 }),
    waitTimeoutMs,
  };
}

function readAddresses(source: Readonly<NodeJS.Dict<string>>, mode: RedisMode): readonly Address[] {
  const raw = text(source, 'REDIS_HOST') ?? 'localhost';
  const otherwise = mode === 'sentinel' ? 26_379 : 6_379;
  const port = wholeNumber(source, 'REDIS_PORT', { from: 1, to: 65_535, otherwise });
  const hosts = raw.split(',').map(host => host.trim());
  if (mode === 'standalone' && hosts.length > 1) {
    throw new EnvError('REDIS_HOST', 'must be one host where REDIS_MODE is "standalone"', raw);
  }
  return hosts.map(item => {
    const [, host = '', ownPort] = /^(.*?)(?::(\d+))?$/.exec(item) ?? [];
    const number = ownPort ? Number(ownPort) : port;
    if (!HOST.test(host) || number < 1 || number > 65_535) {
      throw new EnvError('REDIS_HOST', 'must be a host name or an IP address, or several with commas', raw);
    }
    return { host: host.replace(/^\[|\]$/g, ''), port: number };
  });
}

function readKeyPrefix(source: Readonly<NodeJS.Dict<string>>): string {
  const prefix = text(source, 'REDIS_KEY_PREFIX') ?? 'visits:';
  // Braces would move the hash tag, and with it the slot that a counter and its visits must share.
  if (!/^[A-Za-z0-9:._-]{1,64}$/.test(prefix)) {
    throw new EnvError('REDIS_KEY_PREFIX', 'must be 1 to 64 letters, digits, ":", ".", "_" or "-"', prefix);
  }
  return prefix;
}

/** An empty variable counts as not set, since that is what Kubernetes and Compose make of an absent value. */
function text(source: Readonly<NodeJS.Dict<string>>, name: string): string | undefined {
  return source[name] || undefined;
}

function wholeNumber(
  source: Readonly<NodeJS.Dict<string>>,
  name: string,
  { from, to, otherwise }: { from: number; to: number; otherwise: number },
): number {
  const raw = text(source, name);
  if (raw === undefined) return otherwise;
  const value = /^\d{1,9}$/.test(raw) ? Number(raw) : Number.NaN;
  if (Number.isNaN(value) || value < from || value > to) {
    throw new EnvError(name, `must be a whole number from ${from} to ${to}`, raw);
  }
  return value;
}

function flag(source: Readonly<NodeJS.Dict<string>>, name: string, otherwise: boolean): boolean {
  const raw = text(source, name);
  if (raw === undefined) return otherwise;
  if (raw !== 'true' && raw !== 'false') throw new EnvError(name, 'must be "true" or "false"', raw);
  return raw === 'true';
}

function oneOf<T extends string>(
  source: Readonly<NodeJS.Dict<string>>,
  name: string,
  values: readonly T[],
  otherwise: T,
): T {
  const raw = text(source, name);
  if (raw === undefined) return otherwise;
  const value = values.find(candidate => candidate === raw);
  if (value === undefined) {
    throw new EnvError(name, `must be one of ${values.map(item => `"${item}"`).join(', ')}`, raw);
  }
  return value;
}
