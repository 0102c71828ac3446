import { CountUnavailableError } from '@/lib/count-unavailable-error';
import type { Env } from '@/lib/env';
import type { RedisClient } from '@/lib/redis';
import { SHARDS, countKey, visitKeys } from '@/lib/shard';
import { SharedRead } from '@/lib/shared-read';

export type Visit = Readonly<{ count: number; counted: boolean }>;

/** Told how long each use of Redis took and whether it worked. */
export type ObserveRedis = (operation: 'count' | 'total', seconds: number, error: unknown) => void;

/**
 * Marks the visit as seen and counts it, both or neither. The mark is written on a repeat too: so a WAIT
 * behind it covers the first writing as well, and the retry window starts again.
 */
const COUNT_SCRIPT = `
local seen = redis.call('SET', KEYS[2], '1', 'EX', ARGV[1], 'GET')
if seen then return 0 end
redis.call('INCR', KEYS[1])
return 1`;

/** The count of visits, spread over several keys so that a Redis Cluster shares the work. */
export class Visits {
  readonly #redis: RedisClient;
  readonly #env: Env;
  readonly #observe: ObserveRedis;
  readonly #total: SharedRead<number>;
  #connectionError: Error | undefined;

  private constructor(redis: RedisClient, env: Env, observe: ObserveRedis) {
    this.#redis = redis;
    this.#env = env;
    this.#observe = observe;
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
    const counted = await this.#bounded('count', () => this.#count(id.toLowerCase()));
    return { count: await this.total(), counted };
  }

  /** The number of visits that Redis has. */
  async total(): Promise<number> {
    return this.#total.get();
  }

  async #count(id: string): Promise<boolean> {
    const { keyPrefix, waitReplicas, waitTimeoutMs } = this.#env.redis;
    const keys = visitKeys(keyPrefix, id);
    const window = this.#env.retryWindowSeconds;
    if (waitReplicas === 0) {
      return (await this.#redis.eval(COUNT_SCRIPT, 2, ...keys, window)) === 1;
    }
    // WAIT speaks about the writes of its own connection, so both go out on the same one.
    const pipeline = this.#redis.pipeline().eval(COUNT_SCRIPT, 2, ...keys, window).wait(waitReplicas, waitTimeoutMs);
    const [[countError, counted] = [], [waitError, replicas] = []] = (await pipeline.exec()) ?? [];
    const error = countError ?? waitError;
    if (error) {
      // A pipeline does not follow a moved slot; a plain read does, and the client learns the new place.
      if (error.message.startsWith('MOVED')) await this.#redis.get(keys[0]);
      throw error;
    }
    if (Number(replicas) < waitReplicas) {
      throw new CountUnavailableError(`Only ${Number(replicas)} of ${waitReplicas} replicas have the visit`);
    }
    return counted === 1;
  }

  async #readTotal(): Promise<number> {
    const prefix = this.#env.redis.keyPrefix;
    const reads = Array.from({ length: SHARDS }, (_, shard) => this.#redis.get(countKey(prefix, shard)));
    const values = await Promise.all(reads);
    return values.reduce((sum, value) => sum + Number(value ?? 0), 0);
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

async function withDeadline<T>(promise: Promise<T>, milliseconds: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new CountUnavailableError(`Redis did not answer within ${milliseconds} ms`)),
      milliseconds,
    );
  });
  try {
    return await Promise.race([promise, deadline]);
  } finally {
    clearTimeout(timer);
  }
}
