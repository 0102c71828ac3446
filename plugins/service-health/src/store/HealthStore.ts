import { toError } from '@backstage/errors';
import { HealthAnswer, HealthRequest } from '../api/ServiceHealthApi';
import { HealthState } from './HealthState';
import { retryDelay } from './retryDelay';

/** A card that gives way to the tab leaves nobody listening for a moment. */
const LINGER_MS = 2_000;
/** A backend that does not hold requests is asked at this pace. */
const POLL_MS = 10_000;
/** Never two requests closer than this. */
const LEAST_PAUSE_MS = 250;
/** How many ETags are remembered, to know one again. */
const RECENT_ETAGS = 4;
/** So many held requests may be answered at once with an ETag that was here before. */
const MOST_RETURNS = 4;
/** The pace after them: replicas that take turns have news for each other's ETags every time. */
const CALM_PAUSE_MS = 2_000;
/** A held request that is silent longer than this is lost. */
const DEADLINE_MS = 40_000;

interface HealthStoreOptions<THealth> {
  ask: (
    request: Omit<HealthRequest, 'entityRef'>,
  ) => Promise<HealthAnswer<THealth>>;
  /** ISO time of the facts; compared with what an answer 304 says. */
  checkedAtOf: (health: THealth) => string | undefined;
}

/**
 * Keeps one verdict fresh for all who look at it: one held request at a time,
 * none from a hidden tab, and slower after failures.
 */
export class HealthStore<THealth> {
  readonly #options: HealthStoreOptions<THealth>;
  readonly #listeners = new Set<() => void>();
  #state: HealthState<THealth> = { awakeSince: Date.now(), refreshing: false };
  #etag: string | undefined;
  #failures = 0;
  #recent: string[] = [];
  /** Held requests that were answered at once with one of them, since one waited. */
  #returns = 0;
  /** The next request may be held. */
  #hold = false;
  #round: AbortController | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #linger: ReturnType<typeof setTimeout> | undefined;
  #running = false;

  static create<T>(options: HealthStoreOptions<T>) {
    return new HealthStore(options);
  }

  private constructor(options: HealthStoreOptions<THealth>) {
    this.#options = options;
  }

  /** For `useSyncExternalStore`. The first listener starts the requests. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    clearTimeout(this.#linger);
    this.#start();
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) {
        this.#linger = setTimeout(() => this.#stop(), LINGER_MS);
      }
    };
  };

  /** For `useSyncExternalStore`. */
  readonly getSnapshot = (): HealthState<THealth> => this.#state;

  /** Asks at once, whatever is under way. */
  readonly refresh = (): void => {
    this.#failures = 0;
    this.#update({ refreshing: true });
    this.#wake();
  };

  #start() {
    if (this.#running) {
      return;
    }
    this.#running = true;
    document.addEventListener('visibilitychange', this.#onVisibility);
    window.addEventListener('online', this.#wake);
    this.#onVisibility();
  }

  #stop() {
    this.#running = false;
    document.removeEventListener('visibilitychange', this.#onVisibility);
    window.removeEventListener('online', this.#wake);
    this.#pause();
  }

  #pause() {
    clearTimeout(this.#timer);
    this.#round?.abort();
    this.#round = undefined;
  }

  readonly #onVisibility = () => {
    if (document.visibilityState === 'hidden') {
      this.#pause();
    } else {
      this.#update({ awakeSince: Date.now() });
      this.#wake();
    }
  };

  readonly #wake = () => {
    this.#pause();
    this.#hold = false;
    void this.#ask();
  };

  async #ask() {
    const round = new AbortController();
    this.#round = round;
    const started = Date.now();
    const held = this.#hold && this.#etag !== undefined;
    const deadline = setTimeout(() => round.abort(), DEADLINE_MS);
    try {
      const answer = await this.#options.ask({
        etag: this.#etag,
        hold: held,
        signal: round.signal,
      });
      if (this.#round === round) {
        this.#succeed(answer);
        this.#next(this.#pauseAfter(answer, held, started));
      }
    } catch (error) {
      if (this.#round === round) {
        this.#fail(toError(error));
      }
    } finally {
      clearTimeout(deadline);
    }
  }

  #succeed(answer: HealthAnswer<THealth>) {
    const now = Date.now();
    const { health, receivedAt = now } = this.#state;
    const news = answer.changed
      ? { health: answer.health, receivedAt: now, refreshedBy: 0 }
      : {
          refreshedBy:
            this.#freshening(health, answer.checkedAt) ?? now - receivedAt,
        };
    if (answer.changed) {
      this.#etag = answer.etag;
    }
    this.#failures = 0;
    this.#hold = true;
    this.#update({
      ...news,
      confirmedAt: now,
      error: undefined,
      nextTryAt: undefined,
      refreshing: false,
    });
  }

  #fail(error: Error) {
    this.#failures += 1;
    this.#hold = false;
    const delay = retryDelay(error, this.#failures);
    this.#update({
      error,
      nextTryAt: Date.now() + delay,
      refreshing: false,
    });
    this.#next(delay);
  }

  #pauseAfter(
    answer: HealthAnswer<THealth>,
    held: boolean,
    started: number,
  ): number {
    const atOnce = held && Date.now() - started < 1_000;
    const etag = answer.changed ? answer.etag : undefined;
    const returned = etag !== undefined && this.#recent.includes(etag);
    if (etag !== undefined) {
      this.#recent = [etag, ...this.#recent].slice(0, RECENT_ETAGS);
    }
    if (!atOnce) {
      this.#returns = 0;
    } else if (returned) {
      this.#returns += 1;
    }
    if ((atOnce && !answer.changed) || this.#etag === undefined) {
      return POLL_MS;
    }
    return returned && this.#returns > MOST_RETURNS
      ? CALM_PAUSE_MS
      : LEAST_PAUSE_MS;
  }

  #next(delay: number) {
    this.#timer = setTimeout(() => this.#ask(), delay);
  }

  #update(change: Partial<HealthState<THealth>>) {
    this.#state = { ...this.#state, ...change };
    this.#listeners.forEach(listener => listener());
  }

  /** How much fresher the facts are than when the verdict arrived. */
  #freshening(
    health: THealth | undefined,
    checkedAt: string | undefined,
  ): number | undefined {
    const before = health && this.#options.checkedAtOf(health);
    return before && checkedAt
      ? Math.max(Date.parse(checkedAt) - Date.parse(before), 0)
      : undefined;
  }
}
