import { readFileSync } from 'node:fs';

import { Cluster, Redis, type ClusterOptions, type RedisOptions } from 'ioredis';

import type { RedisEnv } from '@/lib/env';

export type RedisClient = Redis | Cluster;

/** Builds the client for the mode. It connects at its first command, so a build never needs a Redis. */
export function createRedis(env: RedisEnv, { name }: { name: string }): RedisClient {
  const common = commonOptions(env, name);
  switch (env.mode) {
    case 'cluster':
      return new Cluster(
        env.addresses.map(address => ({ ...address })),
        clusterOptions(env, common),
      );
    case 'sentinel':
      return new Redis({
        ...common,
        enableAutoPipelining: true,
        name: env.sentinelName,
        sentinels: env.addresses.map(address => ({ ...address })),
        sentinelUsername: env.sentinelUsername,
        sentinelPassword: env.sentinelPassword,
        enableTLSForSentinelMode: env.tls,
        sentinelTLS: common.tls,
        failoverDetector: true,
      });
    case 'standalone':
      return new Redis({ ...common, enableAutoPipelining: true, ...env.addresses[0] });
  }
}

function commonOptions(env: RedisEnv, name: string): RedisOptions {
  return {
    username: env.username,
    password: env.password,
    connectionName: name,
    connectTimeout: env.connectTimeoutMs,
    commandTimeout: env.commandTimeoutMs,
    tls: env.tls ? { ca: env.tlsCaFile ? readFileSync(env.tlsCaFile) : undefined } : undefined,
    lazyConnect: true,
    // A visitor waits for every retry, so there is one; the browser retries a visit under the same id.
    maxRetriesPerRequest: 1,
    // What was in flight when a connection broke may have been done: it is never sent again unasked.
    autoResendUnfulfilledCommands: false,
    // CLIENT SETINFO is unknown before Redis 7.2, and not worth a line in the ACL.
    disableClientInfo: true,
    retryStrategy: attempt => Math.min(100 * 2 ** Math.min(attempt, 5), 2_000) + Math.random() * 200,
    // A demoted primary answers READONLY: look for the new one, but do not send the command again (1, not 2).
    reconnectOnError: error => (error.message.startsWith('READONLY') ? 1 : false),
  };
}

function clusterOptions(env: RedisEnv, common: RedisOptions): ClusterOptions {
  return {
    redisOptions: common,
    lazyConnect: true,
    clusterRetryStrategy: attempt => Math.min(100 * 2 ** Math.min(attempt, 5), 2_000),
    slotsRefreshTimeout: 3_000,
    slotsRefreshInterval: 10_000,
    retryDelayOnFailover: 250,
    retryDelayOnClusterDown: 250,
    retryDelayOnMoved: 50,
    maxRedirections: 6,
    // Certificates carry the nodes' names: resolving them first would make the names not match.
    ...(env.tls ? { dnsLookup: (address, callback) => callback(null, address) } : {}),
  };
}
