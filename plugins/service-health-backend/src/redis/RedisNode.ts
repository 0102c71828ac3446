import Redis from 'ioredis';
import {
  RedisNodeSample,
  RedisClusterSample,
  RedisSentinelSample,
} from '@paved-path/backstage-plugin-service-health-common';
import { z } from 'zod';
import { createRedisClient } from './createRedisClient';
import { findTlsMismatch } from './findTlsMismatch';
import { parseClusterInfo } from './parseClusterInfo';
import { parseInfo } from './parseInfo';
import { isRefusal } from './isRefusal';
import { RedisLogin } from './RedisInstanceConfig';
import { redisFailureOf } from './redisFailureOf';

const slotsSchema = z.array(
  z
    .tuple([z.number(), z.number()])
    .rest(z.tuple([z.string().nullable(), z.number()]).rest(z.unknown())),
);

interface RedisNodeOptions {
  /** Read for each connection, since secrets change. */
  login: () => RedisLogin;
  /** Host of the instance: a node may prove to be it, too. */
  instanceHost: string;
  host: string;
  port: number;
  /** Short name to show. */
  title: string;
  /** The connection broke: worth a look at once. */
  onClose: () => void;
}

/** One connection to one node; probes only, never a key. */
export class RedisNode {
  readonly address: string;
  readonly #options: RedisNodeOptions;
  #client: Redis | undefined;
  #lastError: Error | undefined;

  static create(options: RedisNodeOptions): RedisNode {
    return new RedisNode(options);
  }

  private constructor(options: RedisNodeOptions) {
    this.#options = options;
    this.address = `${options.host}:${options.port}`;
  }

  /** PING and INFO; a failure is part of the answer. */
  async sample(
    now: number,
  ): Promise<RedisNodeSample & { clusterMode: boolean }> {
    const base = { node: this.#options.title, address: this.address };
    try {
      const client = await this.#connect();
      const start = performance.now();
      await client.ping();
      const replyMs = performance.now() - start;
      const text = await client.info('everything');
      return {
        ...base,
        outcome: 'ok',
        replyMs,
        info: parseInfo(text, now),
        clusterMode: /^redis_mode:cluster/m.test(text),
      };
    } catch (error) {
      const cause = this.#lastError ?? error;
      this.close();
      return { ...base, ...(await this.#explain(cause)), clusterMode: false };
    }
  }

  /** A side that waits for TLS in vain only says that it waited. */
  async #explain(cause: unknown) {
    const outcome = redisFailureOf(cause);
    const mismatch = ['timeout', 'connect', 'protocol'].includes(outcome)
      ? await findTlsMismatch({
          ...this.#options,
          tls: this.#options.login().tls !== undefined,
        })
      : undefined;
    return mismatch === undefined
      ? { outcome, message: messageOf(cause) }
      : { outcome: 'tls' as const, message: mismatch };
  }

  /** What this node thinks of its cluster. */
  async cluster(): Promise<RedisClusterSample> {
    const client = await this.#connect();
    const info = await client.cluster('INFO');
    const slots = slotsSchema.parse(await client.cluster('SLOTS'));
    return {
      ...parseClusterInfo(String(info)),
      ranges: slots
        .map(([from, to, ...nodes]) => ({
          from,
          to,
          nodes: nodes.map(
            ([host, port]) => `${host || this.#options.host}:${port}`,
          ),
        }))
        .sort((a, b) => a.from - b.from),
    };
  }

  /** What this Sentinel thinks of a group. */
  async sentinel(
    group: string,
  ): Promise<RedisSentinelSample & { primary: string; replicas: string[] }> {
    const client = await this.#connect();
    const master = fieldsOf(await client.call('SENTINEL', 'MASTER', group));
    const replicas = z
      .array(z.array(z.string()))
      .parse(await client.call('SENTINEL', 'REPLICAS', group))
      .map(fieldsOf);
    const quorumOk = await client.call('SENTINEL', 'CKQUORUM', group).then(
      () => true,
      // Not being allowed to ask says nothing about the quorum.
      error => isRefusal(error),
    );
    return {
      quorumOk,
      masterDown: (master.get('flags') ?? '').includes('o_down'),
      sentinels: 1 + Number(master.get('num-other-sentinels') ?? 0),
      primary: `${master.get('ip')}:${master.get('port')}`,
      replicas: replicas.map(one => `${one.get('ip')}:${one.get('port')}`),
    };
  }

  close(): void {
    this.#client?.disconnect();
    this.#client = undefined;
  }

  async #connect(): Promise<Redis> {
    if (this.#client) {
      return this.#client;
    }
    this.#lastError = undefined;
    const client = await createRedisClient({
      ...this.#options,
      login: this.#options.login(),
    });
    client.on('error', error => {
      this.#lastError = error;
    });
    client.on('end', () => {
      if (this.#client === client) {
        this.#client = undefined;
        this.#options.onClose();
      }
    });
    await client.connect();
    this.#client = client;
    return client;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function fieldsOf(answer: unknown): Map<string, string> {
  const words = z.array(z.string()).parse(answer);
  const fields = new Map<string, string>();
  for (let index = 0; index + 1 < words.length; index += 2) {
    fields.set(words[index], words[index + 1]);
  }
  return fields;
}
