import { Clock } from './Clock';

interface Timer {
  at: number;
  callback: () => void;
}

/**
 * A clock that stands still until a test moves it.
 *
 * @public
 */
export class FakeClock implements Clock {
  #now: number;
  readonly #timers = new Set<Timer>();

  /** Makes a clock that shows the given moment. */
  static create(start = Date.UTC(2026, 0, 1)): FakeClock {
    return new FakeClock(start);
  }

  private constructor(start: number) {
    this.#now = start;
  }

  now(): number {
    return this.#now;
  }

  setTimeout(callback: () => void, milliseconds: number): () => void {
    const timer = { at: this.#now + milliseconds, callback };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  /** Moves on, running in order all that falls due on the way. */
  async advance(milliseconds: number): Promise<void> {
    const until = this.#now + milliseconds;
    await afterPendingWork();
    for (;;) {
      const due = [...this.#timers]
        .filter(timer => timer.at <= until)
        .sort((a, b) => a.at - b.at)[0];
      if (!due) break;
      this.#timers.delete(due);
      this.#now = Math.max(this.#now, due.at);
      due.callback();
      await afterPendingWork();
    }
    this.#now = until;
  }
}

// A turn of the event loop lets promises and socket writes that the last timer began come to rest.
async function afterPendingWork(): Promise<void> {
  await new Promise(resolve => setImmediate(resolve));
}
