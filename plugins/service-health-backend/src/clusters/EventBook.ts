import { EventRecord } from '@paved-path/backstage-plugin-service-health-common';
import { z } from 'zod';
import { ClusterClient } from './ClusterClient';
import { expectSuccess } from './expectSuccess';
import { KubernetesError } from './KubernetesError';
import { timeOf } from './projections/KubernetesObject';

const timeoutMs = 5_000;
const freshMs = 60_000;
// The warning may come after the trouble: the first looks are closer together.
const firstMs = 5_000;
const refusedMs = 600_000;
const mostEntries = 500;
const mostAtOnce = 2;
const mostText = 1_000;

const listSchema = z.object({
  items: z
    .array(
      z.object({
        reason: z.string().default(''),
        message: z.string().default(''),
        count: z.number().nullish(),
        lastTimestamp: z.string().nullish(),
        eventTime: z.string().nullish(),
        metadata: z.object({ creationTimestamp: z.string().nullish() }),
        series: z.object({ lastObservedTime: z.string().nullish() }).nullish(),
      }),
    )
    .nullish(),
});

type RawEvent = NonNullable<z.infer<typeof listSchema>['items']>[number];

interface EventBookOptions {
  client: ClusterClient;
  /** Called with the service whose warnings changed. */
  onChange: (kubernetesId: string) => void;
  clock: () => number;
}

interface Subject {
  kind: string;
  name: string;
  namespace: string;
  kubernetesId: string;
}

interface Entry {
  event: EventRecord | undefined;
  askedAt: number;
  /** Times that nothing was found. */
  misses: number;
}

/**
 * The newest warning about objects that are in trouble. Each of them is asked
 * about once a minute, however many people look, and two at a time.
 */
export class EventBook {
  readonly #options: EventBookOptions;
  readonly #entries = new Map<string, Entry>();
  readonly #queue: { subject: Subject; entry: Entry }[] = [];
  readonly #stop = new AbortController();
  #running = 0;
  #refusedUntil = 0;

  static create(options: EventBookOptions): EventBook {
    return new EventBook(options);
  }

  private constructor(options: EventBookOptions) {
    this.#options = options;
  }

  /** What was read last; an old answer is renewed in the background. */
  latest(subject: Subject): EventRecord | undefined {
    const now = this.#options.clock();
    const key = `${subject.namespace}/${subject.kind}/${subject.name}`;
    const entry = this.#entries.get(key) ?? newEntry();
    if (now - entry.askedAt >= pauseOf(entry) && now >= this.#refusedUntil) {
      entry.askedAt = now;
      // The oldest entry is the first of the map.
      this.#entries.delete(key);
      this.#entries.set(key, entry);
      this.#forgetOldest();
      this.#queue.push({ subject, entry });
      void this.#work();
    }
    return entry.event;
  }

  close(): void {
    this.#stop.abort(new Error('Event book closed'));
    this.#queue.length = 0;
  }

  #forgetOldest(): void {
    if (this.#entries.size > mostEntries) {
      const [oldest] = this.#entries.keys();
      this.#entries.delete(oldest);
    }
  }

  async #work(): Promise<void> {
    if (this.#running >= mostAtOnce) {
      return;
    }
    this.#running += 1;
    try {
      for (
        let next = this.#queue.shift();
        next && !this.#stop.signal.aborted;
        next = this.#queue.shift()
      ) {
        await this.#ask(next.subject, next.entry);
      }
    } finally {
      this.#running -= 1;
    }
  }

  async #ask(subject: Subject, entry: Entry): Promise<void> {
    const before = JSON.stringify(entry.event);
    try {
      entry.event = newest(await this.#list(subject));
      entry.misses = entry.event ? 0 : entry.misses + 1;
    } catch (error) {
      // Without the right, or without an answer, there is just no evidence.
      if (error instanceof KubernetesError && error.status === 403) {
        this.#refusedUntil = this.#options.clock() + refusedMs;
        this.#queue.length = 0;
      }
    }
    if (JSON.stringify(entry.event) !== before) {
      this.#options.onChange(subject.kubernetesId);
    }
  }

  async #list({ kind, name, namespace }: Subject): Promise<RawEvent[]> {
    const query = new URLSearchParams({
      fieldSelector: `involvedObject.kind=${kind},involvedObject.name=${name},type=Warning`,
      limit: '100',
    });
    const response = await expectSuccess(
      await this.#options.client.get(
        `/api/v1/namespaces/${namespace}/events?${query}`,
        AbortSignal.any([this.#stop.signal, AbortSignal.timeout(timeoutMs)]),
      ),
    );
    return listSchema.parse(await response.json()).items ?? [];
  }
}

function newEntry(): Entry {
  return { event: undefined, askedAt: 0, misses: 0 };
}

function pauseOf({ event, misses }: Entry): number {
  return event ? freshMs : Math.min(freshMs, firstMs * 2 ** misses);
}

function newest(events: RawEvent[]): EventRecord | undefined {
  return events
    .map(event => ({
      reason: event.reason,
      message: event.message.slice(0, mostText),
      at: lastTimeOf(event),
      count: event.count ?? 1,
    }))
    .sort((a, b) => b.at - a.at)[0];
}

function lastTimeOf(event: RawEvent): number {
  return (
    timeOf(event.series?.lastObservedTime) ??
    timeOf(event.lastTimestamp) ??
    timeOf(event.eventTime) ??
    timeOf(event.metadata.creationTimestamp) ??
    0
  );
}
