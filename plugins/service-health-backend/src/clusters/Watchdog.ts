/** Aborts its signal when it was not fed for too long. */
export class Watchdog {
  readonly #controller = new AbortController();
  readonly #timer: NodeJS.Timeout;

  static create(silenceMs: number, message: string): Watchdog {
    return new Watchdog(silenceMs, message);
  }

  private constructor(silenceMs: number, message: string) {
    this.#timer = setTimeout(
      () => this.#controller.abort(new Error(message)),
      silenceMs,
    );
    this.#timer.unref();
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  feed(): void {
    this.#timer.refresh();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
