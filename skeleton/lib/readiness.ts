import { CountUnavailableError } from '@/lib/count-unavailable-error';
import type { Env } from '@/lib/env';
import type { Visits } from '@/lib/visits';

export type RedisState = Readonly<{
  state: 'up' | 'down';
  mode: Env['redis']['mode'];
  latencyMs?: number;
  error?: string;
  checkedAt: string;
}>;

export type Readiness = Readonly<{
  status: 'ready' | 'degraded' | 'waiting';
  ready: boolean;
  environment: string;
  version: string;
  redis: RedisState;
}>;

/** How long one look at Redis serves everyone who asks. */
const FRESH_MS = 1_000;

/**
 * Says whether this process should get requests. It is not ready before Redis has answered once, so a rollout
 * with a wrong setting stops before it replaces a good pod. After that it stays ready: a Redis that all pods
 * share would otherwise take all of them away, and the page with them.
 */
export class ReadinessCheck {
  readonly #visits: Pick<Visits, 'total'>;
  readonly #env: Env;
  readonly #now: () => number;
  readonly #startedAt: number;
  #latched = false;
  #last: { at: number; state: Promise<RedisState> } | undefined;

  private constructor(visits: Pick<Visits, 'total'>, env: Env, now: () => number) {
    this.#visits = visits;
    this.#env = env;
    this.#now = now;
    this.#startedAt = now();
    this.#latched = !env.readyRequiresRedis;
  }

  static create(options: { visits: Pick<Visits, 'total'>; env: Env; now?: () => number }): ReadinessCheck {
    return new ReadinessCheck(options.visits, options.env, options.now ?? Date.now);
  }

  /** The state now, for a probe and for the people who read its answer. */
  async check(): Promise<Readiness> {
    const redis = await this.redis();
    const waited = this.#now() - this.#startedAt;
    const mayGoWithout = redis.error === undefined || !isRefusal(redis.error);
    if (redis.state === 'up' || (mayGoWithout && waited >= this.#env.readyGraceSeconds * 1_000)) {
      this.#latched = true;
    }
    return {
      status: this.#latched ? (redis.state === 'up' ? 'ready' : 'degraded') : 'waiting',
      ready: this.#latched,
      environment: this.#env.environment,
      version: this.#env.version,
      redis,
    };
  }

  /** Whether the counters can be read. */
  redis(): Promise<RedisState> {
    const now = this.#now();
    if (!this.#last || now - this.#last.at >= FRESH_MS) this.#last = { at: now, state: this.#look() };
    return this.#last.state;
  }

  async #look(): Promise<RedisState> {
    const started = this.#now();
    const { mode } = this.#env.redis;
    try {
      await this.#visits.total();
      const ended = this.#now();
      return { state: 'up', mode, latencyMs: ended - started, checkedAt: new Date(ended).toISOString() };
    } catch (error) {
      return { state: 'down', mode, error: reason(error), checkedAt: new Date(this.#now()).toISOString() };
    }
  }
}

/** Redis is there and refuses this client: waiting does not mend a wrong password. */
function isRefusal(message: string): boolean {
  return /^(?:WRONGPASS|NOAUTH|NOPERM|ERR AUTH)/.test(message);
}

function reason(error: unknown): string {
  if (!(error instanceof Error)) return 'Unknown';
  // The client's own errors wrap what Redis or the network said: "WRONGPASS" helps, "did not answer" does not.
  if ('lastNodeError' in error && error.lastNodeError instanceof Error) return reason(error.lastNodeError);
  if (error instanceof AggregateError && error.errors.length > 0) return reason(error.errors[0]);
  if (CountUnavailableError.is(error) && error.cause instanceof Error) return reason(error.cause);
  return error.message || error.name;
}
