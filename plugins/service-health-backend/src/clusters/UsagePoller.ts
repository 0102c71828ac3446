import { UsageRecord } from '@paved-path/backstage-plugin-service-health-common';
import { parseQuantity } from '@paved-path/backstage-plugin-service-health-common';
import { z } from 'zod';
import { ClusterClient } from './ClusterClient';
import { expectSuccess } from './expectSuccess';
import { KubernetesError } from './KubernetesError';
import { sleep } from './sleep';

const path = '/apis/metrics.k8s.io/v1beta1/pods';
const timeoutMs = 20_000;
// Metrics cannot be watched, and metrics-server has new ones each 15 to 60 s.
const pollMs = 60_000;
const refusedMs = 600_000;
const mostSamples = 3;

const listSchema = z.object({
  items: z
    .array(
      z.object({
        metadata: z.object({ name: z.string(), namespace: z.string() }),
        containers: z
          .array(
            z.object({
              name: z.string(),
              usage: z.object({
                cpu: z.union([z.string(), z.number()]).default('0'),
                memory: z.union([z.string(), z.number()]).default('0'),
              }),
            }),
          )
          .nullish(),
      }),
    )
    .nullish(),
});

interface UsagePollerOptions {
  client: ClusterClient;
  labelSelector: string;
  /** Pods that are known; more than the limit are not asked about. */
  podCount: () => number;
  /** Most pods: the answer comes in one piece. */
  limit: number;
  clock: () => number;
  /** @defaultValue 60000 */
  intervalMs?: number;
}

/** Asks metrics-server now and then what pods use; does without if it cannot. */
export class UsagePoller {
  readonly #options: UsagePollerOptions;
  #usage: Map<string, UsageRecord> | undefined;

  static create(options: UsagePollerOptions): UsagePoller {
    return new UsagePoller(options);
  }

  private constructor(options: UsagePollerOptions) {
    this.#options = options;
  }

  /** Whether metrics-server answers us. */
  get available(): boolean {
    return this.#usage !== undefined;
  }

  usageOf(namespace: string, pod: string): UsageRecord | undefined {
    return this.#usage?.get(`${namespace}/${pod}`);
  }

  /** Runs until the signal says stop; never rejects. */
  async run(signal: AbortSignal): Promise<void> {
    const { intervalMs = pollMs } = this.#options;
    while (!signal.aborted) {
      let pause = intervalMs;
      const count = this.#options.podCount();
      if (count > 0 && count <= this.#options.limit) {
        try {
          await this.#poll(signal);
        } catch (error) {
          this.#usage = undefined;
          const refused =
            error instanceof KubernetesError &&
            [401, 403, 404].includes(error.status);
          pause = refused ? refusedMs : intervalMs;
        }
      } else {
        this.#usage = undefined;
        pause = Math.min(intervalMs, 10_000);
      }
      // All clusters begin at one moment; their news must not come at one each time
      await sleep(pause * (1 + Math.random() / 4), signal);
    }
  }

  async #poll(signal: AbortSignal): Promise<void> {
    const { client, labelSelector, clock } = this.#options;
    const query = new URLSearchParams({ labelSelector });
    const either = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
    const response = await expectSuccess(
      await client.get(`${path}?${query}`, either),
    );
    const { items } = listSchema.parse(await response.json());
    const before = this.#usage;
    const usage = new Map<string, UsageRecord>();
    for (const { metadata, containers } of items ?? []) {
      const key = `${metadata.namespace}/${metadata.name}`;
      const sample = {
        at: clock(),
        containers: Object.fromEntries(
          (containers ?? []).map(one => [
            one.name,
            {
              cpuMillis: Math.round(1000 * (parseQuantity(one.usage.cpu) ?? 0)),
              memoryBytes: parseQuantity(one.usage.memory) ?? 0,
            },
          ]),
        ),
      };
      const samples = [...(before?.get(key)?.samples ?? []), sample];
      usage.set(key, { samples: samples.slice(-mostSamples) });
    }
    this.#usage = usage;
  }
}
