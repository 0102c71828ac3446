/**
 * Shares one read among all who ask while it has not begun. An answer is never older than the question, so
 * who has just counted sees that visit; and however many ask at once, two reads at most are under way.
 */
export class SharedRead<T> {
  readonly #read: () => Promise<T>;
  #running: Promise<T> | undefined;
  #next: Promise<T> | undefined;

  private constructor(read: () => Promise<T>) {
    this.#read = read;
  }

  static create<T>(read: () => Promise<T>): SharedRead<T> {
    return new SharedRead(read);
  }

  /** What a read answers that begins now or later. */
  get(): Promise<T> {
    if (this.#next) return this.#next;
    if (!this.#running) return this.#start();
    this.#next = this.#running.then(
      () => this.#start(),
      () => this.#start(),
    );
    return this.#next;
  }

  #start(): Promise<T> {
    this.#next = undefined;
    const running = this.#read().finally(() => {
      if (this.#running === running) this.#running = undefined;
    });
    this.#running = running;
    return running;
  }
}
