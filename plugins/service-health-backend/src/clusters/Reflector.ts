import { z } from 'zod';
import { LoggerService } from '@backstage/backend-plugin-api';
import { backOff } from './backOff';
import { ClusterClient } from './ClusterClient';
import { expectSuccess } from './expectSuccess';
import { KubernetesError } from './KubernetesError';
import { readLines } from './readLines';
import { sleep } from './sleep';
import { Watchdog } from './Watchdog';

const pageSize = 500;
const answerTimeoutMs = 30_000;
const refusedMs = 600_000;
// A server that closes each watch at once must not be asked without a pause.
const shortWatchMs = 1_000;
const relistMs = 3_600_000;

const versionSchema = z.object({
  metadata: z.object({ resourceVersion: z.string().optional() }).default({}),
});
const listSchema = z.object({
  metadata: z
    .object({
      resourceVersion: z.string().default(''),
      continue: z.string().optional(),
    })
    .prefault({}),
  items: z.array(z.unknown()).nullish(),
});
const eventSchema = z.object({
  type: z.enum(['ADDED', 'MODIFIED', 'DELETED', 'BOOKMARK', 'ERROR']),
  object: z.unknown(),
});
const statusSchema = z.object({
  code: z.number().default(500),
  message: z.string().default('The watch ended with an error'),
});

/** What a reflector tells of its kind. */
export interface ReflectorSink {
  /** One object, new or changed; answers its key, if it is kept. */
  put(
    object: unknown,
    version: number,
    origin: 'list' | 'watch',
  ): string | undefined;
  /** One object that is gone. */
  remove(object: unknown, version: number): void;
  /** A complete list was read; what it does not name is gone. */
  listed(keys: ReadonlySet<string>): void;
  /** The server was heard, whatever it said. */
  heard(): void;
  /** A list or watch failed; it is tried again. */
  failed(error: unknown, nextTryAt: number): void;
  /** A watch ended and is opened again. */
  ended?(why: 'end' | 'expired' | 'failed'): void;
  /** An event of a watch was read. */
  event?(type: string): void;
}

interface ReflectorOptions {
  client: ClusterClient;
  /** Path of the list, without a query. */
  path: string;
  labelSelector?: string;
  sink: ReflectorSink;
  logger: LoggerService;
  /** How long a watch may be silent before it is opened again. */
  silenceMs?: number;
  /** A kind that is only nice to have: a missing right is asked about rarely. */
  optional?: boolean;
  /**
   * After how long a new watch begins with a list: whatever a stream lost,
   * for whatever reason, is known again then.
   * @defaultValue an hour
   */
  relistMs?: number;
  random?: () => number;
}

/** Lists one kind once, then follows its changes until it is stopped. */
export class Reflector {
  readonly #options: ReflectorOptions;
  #version: string | undefined;
  #listAgainAt = 0;
  #failures = 0;
  #kick = new AbortController();

  static create(options: ReflectorOptions): Reflector {
    return new Reflector(options);
  }

  private constructor(options: ReflectorOptions) {
    this.#options = options;
  }

  /** Cuts the open watch, for example when the server stopped answering. */
  reconnect(): void {
    this.#kick.abort(new Error('Watch cut to connect again'));
  }

  /** Runs until the signal says stop; never rejects. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      this.#kick = new AbortController();
      const either = AbortSignal.any([signal, this.#kick.signal]);
      try {
        if (this.#version === undefined || Date.now() >= this.#listAgainAt) {
          await this.#list(either);
        }
        await this.#watch(either);
        this.#options.sink.ended?.('end');
      } catch (error) {
        await this.#recover(error, signal);
      }
    }
  }

  async #recover(error: unknown, signal: AbortSignal): Promise<void> {
    if (signal.aborted) {
      return;
    }
    if (error instanceof KubernetesError && error.status === 410) {
      // Too old to go on from: a new list brings everything up to date.
      this.#version = undefined;
      this.#failures += 1;
      this.#options.sink.ended?.('expired');
      await sleep(this.#failures > 1 ? this.#delay(undefined) : 0, signal);
      return;
    }
    const delay = this.#delay(error);
    this.#failures += 1;
    this.#options.sink.ended?.('failed');
    this.#options.sink.failed(error, Date.now() + delay);
    await sleep(delay, signal);
  }

  #delay(error: unknown): number {
    const { optional, random = Math.random } = this.#options;
    if (optional && isRefusal(error)) {
      return refusedMs * (1 + random() / 4);
    }
    return backOff(this.#failures, {
      retryAfterMs:
        error instanceof KubernetesError ? error.retryAfterMs : undefined,
      random: this.#options.random,
    });
  }

  async #list(signal: AbortSignal): Promise<void> {
    const keys = new Set<string>();
    let page: string | undefined;
    let version = '';
    do {
      const list = await this.#page(page, signal);
      for (const item of list.items ?? []) {
        const key = this.#guard(() =>
          this.#options.sink.put(item, versionOf(item), 'list'),
        );
        if (key !== undefined) {
          keys.add(key);
        }
      }
      page = list.metadata.continue || undefined;
      version = list.metadata.resourceVersion;
    } while (page !== undefined);
    this.#version = version;
    const { relistMs: pause = relistMs, random = Math.random } = this.#options;
    this.#listAgainAt = Date.now() + pause * (1 + random() / 4);
    this.#options.sink.listed(keys);
  }

  async #page(page: string | undefined, signal: AbortSignal) {
    const query = new URLSearchParams({ limit: String(pageSize) });
    if (page !== undefined) {
      query.set('continue', page);
    }
    const response = await this.#get(
      query,
      AbortSignal.any([signal, AbortSignal.timeout(answerTimeoutMs)]),
    );
    const list = listSchema.parse(await response.json());
    this.#options.sink.heard();
    return list;
  }

  async #get(query: URLSearchParams, signal: AbortSignal) {
    const { client, path, labelSelector } = this.#options;
    if (labelSelector !== undefined) {
      query.set('labelSelector', labelSelector);
    }
    return await expectSuccess(await client.get(`${path}?${query}`, signal));
  }

  async #watch(signal: AbortSignal): Promise<void> {
    const { silenceMs = 90_000, random = Math.random, sink } = this.#options;
    const seconds = 240 + Math.floor(random() * 60);
    const watchdog = Watchdog.create(silenceMs, 'The watch fell silent');
    const started = performance.now();
    let events = 0;
    try {
      const response = await this.#get(
        new URLSearchParams({
          watch: '1',
          allowWatchBookmarks: 'true',
          resourceVersion: this.#version ?? '',
          timeoutSeconds: String(seconds),
        }),
        AbortSignal.any([signal, watchdog.signal]),
      );
      watchdog.feed();
      sink.heard();
      if (!response.body) {
        return;
      }
      for await (const line of readLines(response.body)) {
        watchdog.feed();
        sink.heard();
        this.#take(line);
        this.#failures = 0;
        events += 1;
      }
    } finally {
      watchdog.stop();
    }
    if (events === 0 && performance.now() - started < shortWatchMs) {
      await sleep(this.#delay(undefined), signal);
      this.#failures += 1;
    } else {
      this.#failures = 0;
    }
  }

  #take(line: string): void {
    const { type, object } = eventSchema.parse(JSON.parse(line));
    if (type === 'ERROR') {
      const { code, message } = statusSchema.parse(object);
      throw new KubernetesError(message, { status: code });
    }
    this.#options.sink.event?.(type);
    const version = versionOf(object);
    if (type === 'DELETED') {
      this.#guard(() => this.#options.sink.remove(object, version));
    } else if (type !== 'BOOKMARK') {
      this.#guard(() => this.#options.sink.put(object, version, 'watch'));
    }
    const text = versionSchema.safeParse(object).data?.metadata.resourceVersion;
    this.#version = text ?? this.#version;
  }

  /** One object that cannot be read must not end the watch of all others. */
  #guard<T>(take: () => T): T | undefined {
    try {
      return take();
    } catch (error) {
      this.#options.logger.warn(
        `Cannot read an object of "${this.#options.path}": it is left out`,
        { error: String(error) },
      );
      return undefined;
    }
  }
}

function isRefusal(error: unknown): boolean {
  return (
    error instanceof KubernetesError && [401, 403, 404].includes(error.status)
  );
}

function versionOf(object: unknown): number {
  const text = versionSchema.safeParse(object).data?.metadata.resourceVersion;
  const version = Number(text);
  return Number.isSafeInteger(version) ? version : 0;
}
