import { createServer, IncomingMessage, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';

interface Held {
  response: ServerResponse;
  release: AbortController;
}

/** Speaks the backend's HTTP: ETag, 304, and held requests. */
export class HealthBackend {
  /** Query and ETag of all requests, in order. */
  readonly requests: { wait: string | null; etag: string | undefined }[] = [];
  readonly #server = createServer((request, response) =>
    this.#answer(request, response),
  );
  readonly #held = new Set<Held>();
  #health: object = {};
  #version = 0;

  static async start(): Promise<HealthBackend> {
    const backend = new HealthBackend();
    await new Promise<void>(resolve => {
      backend.#server.listen(0, 'localhost', resolve);
    });
    return backend;
  }

  private constructor() {}

  get url(): string {
    const address = this.#server.address();
    return isInternet(address) ? `http://localhost:${address.port}` : '';
  }

  /** How many requests wait for news. */
  get holding(): number {
    return this.#held.size;
  }

  /** From now on this is the verdict; who waits hears of it at once. */
  tell(health: object) {
    this.#health = health;
    this.#version += 1;
    this.#held.forEach(({ release }) => release.abort());
  }

  /** Cuts the connections, as a restart of the backend does. */
  cut() {
    this.#server.closeAllConnections();
  }

  async close() {
    this.cut();
    await new Promise(resolve => {
      this.#server.close(resolve);
    });
  }

  async #answer(request: IncomingMessage, response: ServerResponse) {
    const { searchParams } = new URL(request.url ?? '', this.url);
    const etag = request.headers['if-none-match'];
    response.setHeader('access-control-allow-origin', '*');
    response.setHeader('access-control-allow-headers', '*');
    response.setHeader('access-control-expose-headers', 'etag');
    if (request.method === 'OPTIONS') {
      response.end();
      return;
    }
    const wait = searchParams.get('wait');
    this.requests.push({ wait, etag });
    if (wait && etag === `"${this.#version}"`) {
      await this.#hold(response, Number(wait) * 1_000);
    }
    response.setHeader('etag', `"${this.#version}"`);
    if (etag === `"${this.#version}"`) {
      response.writeHead(304).end();
      return;
    }
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(this.#health));
  }

  async #hold(response: ServerResponse, milliseconds: number) {
    const held = { response, release: new AbortController() };
    const { signal } = held.release;
    this.#held.add(held);
    response.on('close', () => held.release.abort());
    await setTimeout(milliseconds, undefined, { signal }).catch(() => {});
    this.#held.delete(held);
  }
}

function isInternet(
  address: string | AddressInfo | null,
): address is AddressInfo {
  return typeof address === 'object' && address !== null;
}
