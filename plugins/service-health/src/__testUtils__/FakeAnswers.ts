import { HealthAnswer, HealthRequest } from '../api/ServiceHealthApi';

/** Answers what it is told; held requests wait for the next thing it is told. */
export class FakeAnswers<THealth> {
  readonly requests: HealthRequest[] = [];
  #next: THealth | Error | undefined;
  #version = 0;
  #waiting: (() => void)[] = [];

  static create<T>() {
    return new FakeAnswers<T>();
  }

  private constructor() {}

  /** What an answer "nothing changed" says about the facts. */
  checkedAt: string | undefined;

  /** From now on this is the answer. */
  tell(next: THealth | Error) {
    this.#next = next;
    this.#version += 1;
    this.#waiting.splice(0).forEach(wake => wake());
  }

  async ask(request: HealthRequest): Promise<HealthAnswer<THealth>> {
    this.requests.push(request);
    const held = request.hold && request.etag === String(this.#version);
    if (held || this.#next === undefined) {
      await new Promise<void>((resolve, reject) => {
        this.#waiting.push(resolve);
        request.signal.addEventListener('abort', () =>
          reject(new Error('The request was given up')),
        );
      });
    }
    if (this.#next === undefined || this.#next instanceof Error) {
      throw this.#next;
    }
    const etag = String(this.#version);
    return request.etag === etag
      ? { changed: false, checkedAt: this.checkedAt }
      : { changed: true, health: this.#next, etag };
  }
}
