import { RedisRecord } from '@paved-path/backstage-plugin-service-health-common';
import { isNamespaceOf } from '../services/isNamespaceOf';
import { Telemetry } from '../services/Telemetry';
import { RedisInstanceConfig } from './RedisInstanceConfig';
import { RedisProber } from './RedisProber';

const dnsLabel = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
const idleMs = 30 * 60_000;
// Each holds a connection a node and its samples of the last minutes.
const mostProbers = 5_000;

interface Entry {
  prober: RedisProber;
  usedAt: number;
}

interface RedisRegistryOptions {
  instances: RedisInstanceConfig[];
  intervalMs: number;
  /** Called with the service whose Redis changed. */
  onChange: (kubernetesId: string) => void;
  telemetry?: Telemetry;
  clock?: () => number;
}

/** One prober for each instance that a known service uses. */
export class RedisRegistry {
  readonly #options: RedisRegistryOptions;
  readonly #entries = new Map<string, Entry>();
  #instances: RedisInstanceConfig[];

  static create(options: RedisRegistryOptions): RedisRegistry {
    return new RedisRegistry(options);
  }

  private constructor(options: RedisRegistryOptions) {
    this.#options = options;
    this.#instances = options.instances;
  }

  /** Takes a changed configuration; probers of changed instances start anew. */
  configure(instances: RedisInstanceConfig[]): void {
    const before = new Map(
      this.#instances.map(one => [one.name, fingerprint(one)]),
    );
    const kept = new Map(
      instances
        .filter(one => before.get(one.name) === fingerprint(one))
        .map(one => [one.name, one]),
    );
    this.#instances = instances;
    for (const [key, { prober }] of this.#entries) {
      const config = kept.get(prober.record.name);
      if (config) {
        prober.configure(config);
      } else {
        prober.close();
        this.#entries.delete(key);
      }
    }
  }

  /**
   * Instances that belong to a service, asked at least once within the limit;
   * without a limit the answer does not wait for them.
   */
  async records(
    service: { name: string; namespace: string | undefined; hasRedis: boolean },
    options: { waitMs: number },
  ): Promise<RedisRecord[]> {
    const probers = this.#instances.flatMap(
      instance => this.#prober(instance, service) ?? [],
    );
    const fresh = probers.filter(({ record }) => record.samples.length === 0);
    if (fresh.length > 0 && options.waitMs === 0) {
      fresh.forEach(prober => void prober.probe());
    } else if (fresh.length > 0) {
      await Promise.race([
        Promise.all(fresh.map(prober => prober.probe())),
        new Promise(resolve => {
          setTimeout(resolve, options.waitMs).unref();
        }),
      ]);
    }
    return probers.map(({ record }) => record);
  }

  /** Ends probers that nobody asked for. */
  sweep(): void {
    const now = this.#now();
    for (const [key, { prober, usedAt }] of this.#entries) {
      if (now - usedAt > idleMs) {
        prober.close();
        this.#entries.delete(key);
      }
    }
  }

  close(): void {
    this.#entries.forEach(({ prober }) => prober.close());
    this.#entries.clear();
  }

  #now(): number {
    return (this.#options.clock ?? Date.now)();
  }

  #prober(
    config: RedisInstanceConfig,
    service: { name: string; namespace: string | undefined; hasRedis: boolean },
  ): RedisProber | undefined {
    const host = hostFor(config, service);
    if (host === undefined) {
      return undefined;
    }
    const key = `${config.name} ${host}`;
    const known = this.#entries.get(key);
    if (known) {
      known.usedAt = this.#now();
      return known.prober;
    }
    if (this.#entries.size >= mostProbers) {
      return undefined;
    }
    const prober = RedisProber.create({
      config,
      host,
      namespace: service.namespace,
      intervalMs: this.#options.intervalMs,
      onChange: () => this.#options.onChange(service.name),
      telemetry: this.#options.telemetry,
      clock: this.#options.clock,
    });
    this.#entries.set(key, { prober, usedAt: this.#now() });
    return prober;
  }
}

/** Host of an instance for a service, if it belongs to it. */
function hostFor(
  { host, match, namespaces }: RedisInstanceConfig,
  {
    name,
    namespace,
    hasRedis,
  }: { name: string; namespace?: string; hasRedis: boolean },
): string | undefined {
  if (match) {
    const here =
      match.name === name &&
      (match.namespace === undefined ||
        namespace === undefined ||
        match.namespace === namespace);
    return here ? host : undefined;
  }
  // Names come from the catalog: only DNS labels may become part of a host.
  const safe =
    dnsLabel.test(name) && namespace !== undefined && dnsLabel.test(namespace);
  const allowed =
    namespaces === undefined || isNamespaceOf(namespace, namespaces, name);
  return hasRedis && safe && allowed
    ? host.replaceAll('{name}', name).replaceAll('{namespace}', namespace)
    : undefined;
}

function fingerprint(config: RedisInstanceConfig): string {
  return JSON.stringify(config);
}
