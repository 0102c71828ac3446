/** A watch that is open. */
export class OpenWatch {
  readonly events: { type: string; object: any }[] = [];
  ended: 'open' | 'closed' | 'broken' = 'open';
  #wake = () => {};

  constructor(
    readonly response: Response,
    readonly controller: AbortController,
  ) {
    void this.#read().then(
      () => this.#end('closed'),
      () => this.#end('broken'),
    );
  }

  get types(): string[] {
    return this.events.map(({ type }) => type);
  }

  get names(): string[] {
    return this.events.map(
      ({ type, object }) => `${type} ${object.metadata.name}`,
    );
  }

  async until(predicate: (watch: OpenWatch) => boolean): Promise<void> {
    const deadline = Date.now() + 5_000;
    while (!predicate(this)) {
      if (Date.now() > deadline) {
        throw new Error(
          `In vain: saw ${JSON.stringify(this.names)}, ${this.ended}`,
        );
      }
      await new Promise<void>(resolve => {
        const timer = setTimeout(resolve, 100);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  close(): void {
    this.controller.abort();
  }

  #end(how: 'closed' | 'broken'): void {
    this.ended = how;
    this.#wake();
  }

  async #read(): Promise<void> {
    let rest = '';
    const decoder = new TextDecoder();
    for await (const chunk of this.response.body ?? []) {
      const lines = (rest + decoder.decode(chunk, { stream: true })).split(
        '\n',
      );
      rest = lines.pop() ?? '';
      for (const line of lines) this.events.push(JSON.parse(line));
      this.#wake();
    }
  }
}
