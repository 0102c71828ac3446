import { checkServerIdentity, ConnectionOptions } from 'tls';
import Redis from 'ioredis';
import { RedisLogin } from './RedisInstanceConfig';

const timeoutMs = 1_500;

interface ClientOptions {
  host: string;
  port: number;
  /** Host of the instance: nodes are often announced by an address that no certificate names. */
  instanceHost: string;
  login: RedisLogin;
}

/** A client that asks once and does not try again: the next probe does. */
export async function createRedisClient({
  host,
  port,
  instanceHost,
  login,
}: ClientOptions): Promise<Redis> {
  return new Redis({
    host,
    port,
    username: login.username,
    password: await login.password?.(),
    tls: login.tls && toTls(login.tls, [host, instanceHost]),
    lazyConnect: true,
    // A name of the client needs rights that a probe should not have.
    disableClientInfo: true,
    enableOfflineQueue: false,
    enableReadyCheck: false,
    maxRetriesPerRequest: 1,
    retryStrategy: () => undefined,
    connectTimeout: timeoutMs,
    commandTimeout: timeoutMs,
  });
}

function toTls(
  { ca, skipVerify }: NonNullable<RedisLogin['tls']>,
  hosts: string[],
): ConnectionOptions {
  return {
    ca,
    rejectUnauthorized: !skipVerify,
    checkServerIdentity: (_, certificate) => {
      const faults = hosts.map(one => checkServerIdentity(one, certificate));
      return faults.some(fault => fault === undefined) ? undefined : faults[0];
    },
  };
}
