import { mockCredentials } from '@backstage/backend-test-utils';
import { serviceHealthSchema } from '@paved-path/backstage-plugin-service-health-common';

const holdSeconds = 25;

/** Open pages: each holds one request for one service, and asks again when it was answered. */
export class Viewers {
  readonly #stop = new AbortController();
  readonly #pages = new Array<Promise<void>>();
  /** When a version was first in an answer, in milliseconds since the epoch. */
  readonly #seen = new Map<string, number>();
  answers = 0;
  broken = 0;

  /** Opens a page for one service on one backend. */
  open(base: string, service: number): void {
    this.#pages.push(this.#view(base, service));
  }

  /** When a page first showed this version. */
  seen(version: string): number | undefined {
    return this.#seen.get(version);
  }

  async close(): Promise<void> {
    this.#stop.abort();
    await Promise.all(this.#pages);
  }

  async #view(base: string, service: number): Promise<void> {
    let etag = '';
    while (!this.#stop.signal.aborted) {
      try {
        const response = await askHealth(base, service, {
          wait: holdSeconds,
          etag,
          signal: this.#stop.signal,
        });
        etag = response.headers.get('etag') ?? etag;
        const body = await response.text();
        this.#note(body);
        this.answers += 1;
      } catch {
        if (!this.#stop.signal.aborted) {
          this.broken += 1;
        }
      }
    }
  }

  #note(body: string): void {
    const now = performance.timeOrigin + performance.now();
    for (const [version] of body.matchAll(/9\.\d+\.0/g)) {
      if (!this.#seen.has(version)) {
        this.#seen.set(version, now);
      }
    }
  }
}

/** One request of a page. */
export function askHealth(
  base: string,
  service: number,
  options: { wait?: number; etag?: string; signal?: AbortSignal } = {},
): Promise<Response> {
  const { wait = 0, etag = '', signal } = options;
  return fetch(
    `${base}/api/service-health/v1/health?entityRef=component:default/service-${service}&wait=${wait}`,
    {
      signal,
      headers: {
        authorization: mockCredentials.user.header(),
        'if-none-match': etag,
      },
    },
  );
}

/** What the backend says of a service; undefined while the catalog does not know it. */
export async function levelOf(
  base: string,
  service: number,
): Promise<string | undefined> {
  const response = await askHealth(base, service);
  return response.ok
    ? serviceHealthSchema.parse(await response.json()).level
    : undefined;
}
