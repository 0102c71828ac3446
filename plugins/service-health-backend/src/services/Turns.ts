import { setImmediate as nextTurn } from 'timers/promises';

// A tenth of what a reader may wait at the 99th percentile: 50 ms.
const turnMs = 5;

/**
 * Starts work that hardly waits for anything one after the other, and lets the
 * event loop turn in between. A change of a whole cluster wakes every open page
 * at once: without this, no other request would get through until the last of
 * them is judged.
 */
export class Turns {
  readonly #waiting = new Array<() => Promise<unknown>>();
  #running = false;

  static create(): Turns {
    return new Turns();
  }

  private constructor() {}

  /** Answers what the work answers, and fails as it fails. */
  run<T>(work: () => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#waiting.push(async () => work().then(resolve, reject));
      void this.#drain();
    });
  }

  async #drain(): Promise<void> {
    if (this.#running) {
      return;
    }
    this.#running = true;
    let began = performance.now();
    for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) {
      // Work that does wait for something holds up nobody
      await Promise.race([next(), nextTurn()]);
      if (performance.now() - began > turnMs) {
        await nextTurn();
        began = performance.now();
      }
    }
    this.#running = false;
  }
}
