import type { Result } from 'ioredis';

import { CountUnavailableError } from '@/lib/count-unavailable-error';
import type { Env } from '@/lib/env';
import type { RedisClient } from '@/lib/redis';
import { countKeys, visitKeys } from '@/lib/shard';
import { SharedRead } from '@/lib/shared-read';

export type Visit = Readonly<{ count: number; counted: boolean }>;

type Counted = Readonly<{ counted: boolean; total: number | undefined }>;

/** Told how long each use of Redis took and whether it worked. */
export type ObserveRedis = (operation: 'count' | 'total', seconds: number, error: unknown) => void;

/**
 * Marks the visit as seen and counts it, both or neither. The mark is written on a repeat too: so a WAIT
 * behind it covers the first writing as well, and the retry window starts again. Further keys are summed up.
 */
const COUNT_SCRIPT = `
local seen = redis.call('SET', KEYS[2], '1', 'EX', ARGV[1], 'GET')
if not seen then redis.call('INCR', KEYS[1]) end
local total = 0
if #KEYS > 2 then
  for _, count in ipairs(redis.call('MGET', unpack(KEYS, 3))) do total = total + tonumber(count or '0') end
end
return { seen and 0 or 1, total }`;

declare module 'ioredis' {
  interface RedisCommander<Context> {
    /** Runs the script: its text goes out once on each connection, and its hash from then on. */
    countVisit(...keysAndWindow: readonly (string | number)[]): Result<unknown, Context>;
  }
}

/** The count of visits, spread over several keys so that a Redis Cluster shares the work. */
export class Visits {
  readonly #redis: RedisClient;
  readonly #env: Env;
  readonly #observe: ObserveRedis;
  readonly #total: SharedRead<number>;
  /** The counters that one script can read: all on one node, none in a cluster, where each is elsewhere. */
  readonly #keysInReach: readonly string[];
  #connectionError: Error | undefined;

  private constructor(redis: RedisClient, env: Env, observe: ObserveRedis) {
    this.#redis = redis;
    this.#env = env;
    this.#observe = observe;
    this.#keysInReach = env.redis.mode === 'cluster' ? [] : countKeys(env.redis.keyPrefix);
    redis.defineCommand('countVisit', { lua: COUNT_SCRIPT, numberOfKeys: 2 + this.#keysInReach.length });
    this.#total = SharedRead.create(() => this.#bounded('total', () => this.#readTotal()));
    redis.on('error', error => {
      this.#connectionError = error;
    });
    redis.on('ready', () => {
      this.#connectionError = undefined;
    });
  }

  static create(options: { redis: RedisClient; env: Env; observe?: ObserveRedis }): Visits {
    return new Visits(options.redis, options.env, options.observe ?? (() => {}));
  }

  /** Counts the visit with this id once, however often it is sent. */
  async count(id: string): Promise<Visit> {
    const { counted, total } = await this.#bounded('count', () => this.#count(id.toLowerCase()));
    return { count: total ?? (await this.total()), counted };
  }

  /** The number of visits that Redis has. */
  async total(): Promise<number> {
    return this.#total.get();
  }

  async #count(id: string): Promise<Counted> {
    const { keyPrefix, waitReplicas, waitTimeoutMs } = this.#env.redis;
    const keys = [...visitKeys(keyPrefix, id), ...this.#keysInReach];
    const window = this.#env.retryWindowSeconds;
    if (waitReplicas === 0) {
      return this.#parse(await this.#redis.countVisit(...keys, window));
    }
    // WAIT speaks about the writes before it on its own connection, so both go out on the same one. And as EVAL:
    // a script known by its hash only would, where Redis has forgotten it, be sent again behind the WAIT.
    const pipeline = this.#redis.pipeline();
    pipeline.eval(COUNT_SCRIPT, keys.length, ...keys, window).wait(waitReplicas, waitTimeoutMs);
    const [[countError, reply] = [], [waitError, replicas] = []] = (await pipeline.exec()) ?? [];
    const error = countError ?? waitError;
    if (error) {
      // A pipeline does not follow a moved slot; a plain read does, and the client learns the new place.
      if (error.message.startsWith('MOVED') && keys[0]) await this.#redis.get(keys[0]);
      throw error;
    }
    if (Number(replicas) < waitReplicas) {
      throw new CountUnavailableError(`Only ${Number(replicas)} of ${waitReplicas} replicas have the visit`);
    }
    return this.#parse(reply);
  }

  #parse(reply: unknown): Counted {
    const [counted, total] = Array.isArray(reply) ? reply : [];
    return { counted: counted === 1, total: this.#keysInReach.length > 0 ? Number(total) : undefined };
  }

  async #readTotal(): Promise<number> {
    const counts = await this.#readCounts();
    return counts.reduce((sum, count) => sum + Number(count ?? 0), 0);
  }

  #readCounts(): Promise<(string | null)[]> {
    if (this.#keysInReach.length > 0) return this.#redis.mget(...this.#keysInReach);
    return Promise.all(countKeys(this.#env.redis.keyPrefix).map(key => this.#redis.get(key)));
  }

  async #bounded<T>(operation: 'count' | 'total', work: () => Promise<T>): Promise<T> {
    const started = performance.now();
    try {
      this.#refuseWhileDown();
      const result = await withDeadline(work(), this.#env.redis.deadlineMs);
      this.#observe(operation, (performance.now() - started) / 1_000, undefined);
      return result;
    } catch (error) {
      this.#observe(operation, (performance.now() - started) / 1_000, error);
      throw CountUnavailableError.is(error)
        ? error
        : new CountUnavailableError('Redis did not answer', { cause: error });
    }
  }

  /** A client between two attempts to connect would only queue: answer at once, it goes on trying by itself. */
  #refuseWhileDown(): void {
    const { status } = this.#redis;
    if (status === 'reconnecting' || status === 'close' || status === 'end') {
      throw new CountUnavailableError(`Redis is not connected: ${status}`, { cause: this.#connectionError });
    }
  }
}

function withDeadline<T>(promise: Promise<T>, milliseconds: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new CountUnavailableError(`Redis did not answer within ${milliseconds} ms`)),
      milliseconds,
    );
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
