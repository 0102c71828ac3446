import { InputError } from '@backstage/errors';
import { ReadinessRecord } from '@paved-path/backstage-plugin-service-health-common';
import { z } from 'zod';

const timeoutMs = 2_000;
const freshMs = 15_000;
const forgetMs = 10 * 60_000;
const mostEntries = 20_000;
const mostBytes = 65_536;
const dnsLabel = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;

/** The part of a readiness answer that is understood. */
const answerSchema = z.object({
  redis: z.union([
    z.boolean(),
    z.string(),
    z.object({
      ok: z.boolean().optional(),
      reachable: z.boolean().optional(),
      state: z.string().optional(),
      status: z.string().optional(),
    }),
  ]),
});

interface ReadinessProbesOptions {
  /** Address with `{name}` and `{namespace}`; nothing is asked without one. */
  url: string | undefined;
  onChange: (kubernetesId: string) => void;
  clock?: () => number;
}

interface Entry {
  record: ReadinessRecord | undefined;
  askedAt: number;
}

/** Asks apps themselves how their Redis is: they see what users see. */
export class ReadinessProbes {
  readonly #options: ReadinessProbesOptions;
  readonly #entries = new Map<string, Entry>();

  static create(options: ReadinessProbesOptions): ReadinessProbes {
    return new ReadinessProbes(options);
  }

  private constructor(options: ReadinessProbesOptions) {
    this.#options = options;
  }

  /** What the app said last; an old answer is renewed in the background. */
  latest(service: string, namespace: string): ReadinessRecord | undefined {
    const { url } = this.#options;
    // Names come from the catalog: only DNS labels may become part of a host.
    if (
      url === undefined ||
      !dnsLabel.test(service) ||
      !dnsLabel.test(namespace)
    ) {
      return undefined;
    }
    const now = this.#now();
    const key = `${namespace}/${service}`;
    const entry = this.#entries.get(key) ?? { record: undefined, askedAt: 0 };
    const known = this.#entries.has(key);
    if (
      now - entry.askedAt >= freshMs &&
      (known || this.#entries.size < mostEntries)
    ) {
      entry.askedAt = now;
      this.#entries.set(key, entry);
      void this.#ask(entry, service, fill(url, service, namespace));
    }
    const { record } = entry;
    return record && now - record.at < 3 * freshMs ? record : undefined;
  }

  /** Forgets services that nobody asked about for a while. */
  sweep(): void {
    const before = this.#now() - forgetMs;
    for (const [key, { askedAt }] of this.#entries) {
      if (askedAt < before) {
        this.#entries.delete(key);
      }
    }
  }

  async #ask(entry: Entry, service: string, url: string): Promise<void> {
    const before = entry.record?.redisOk;
    entry.record = await this.#fetch(url);
    if (entry.record?.redisOk !== before) {
      this.#options.onChange(service);
    }
  }

  /** No answer says nothing about Redis. */
  async #fetch(url: string): Promise<ReadinessRecord | undefined> {
    try {
      const response = await fetch(url, {
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs),
        headers: { accept: 'application/json' },
      });
      return readAnswer(await readText(response), this.#now());
    } catch {
      return undefined;
    }
  }

  #now(): number {
    return (this.#options.clock ?? Date.now)();
  }
}

/** An app may answer with anything, so no more than a limit is read. */
async function readText(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > mostBytes) {
      throw new InputError(
        `Cannot read a readiness answer: it is longer than ${mostBytes} bytes`,
      );
    }
  }
  return text;
}

function fill(url: string, name: string, namespace: string): string {
  return url.replaceAll('{name}', name).replaceAll('{namespace}', namespace);
}

function readAnswer(text: string, at: number): ReadinessRecord | undefined {
  const { redis } = answerSchema.parse(JSON.parse(text));
  if (typeof redis === 'boolean') {
    return { at, redisOk: redis };
  }
  const word = typeof redis === 'string' ? redis : redis.state ?? redis.status;
  const said =
    typeof redis === 'string' ? undefined : redis.ok ?? redis.reachable;
  const good = ['ok', 'up', 'ready', 'connected', 'reachable', 'healthy'];
  const redisOk =
    said ?? (word === undefined ? undefined : good.includes(word));
  return redisOk === undefined ? undefined : { at, redisOk, detail: word };
}
