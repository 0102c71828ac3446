import { Admission } from './admission/Admission';
import { ApiServer } from './api/ApiServer';
import { ResourceRegistry } from './api/ResourceRegistry';
import { ApiFaults } from './faults/ApiFaults';
import { RequestLog } from './faults/RequestLog';
import { KubernetesDouble, ObjectReference } from './KubernetesDouble';
import { MetricsServer } from './metrics/MetricsServer';
import { KnownKinds } from './objects/KnownKinds';
import { KubernetesManifest } from './objects/KubernetesManifest';
import { KubernetesObject } from './objects/KubernetesObject';
import { PretendedCluster } from './PretendedCluster';
import { ScenarioBook } from './scenarios/ScenarioBook';
import { ObjectStore } from './store/ObjectStore';
import { objectKey, ObjectTable } from './store/ObjectTable';
import { StoredChange } from './store/StoredChange';
import { tableOf } from './store/tableOf';

interface Parts {
  server: ApiServer;
  token: string;
  faults: ApiFaults;
  requests: RequestLog;
  scenarios: ScenarioBook;
  cluster: PretendedCluster;
  store: ObjectStore;
  registry: ResourceRegistry;
  admission: Admission;
  metrics: MetricsServer;
}

/** The double while it serves. */
export class RunningDouble implements KubernetesDouble {
  readonly #parts: Parts;

  static create(parts: Parts): RunningDouble {
    return new RunningDouble(parts);
  }

  private constructor(parts: Parts) {
    this.#parts = parts;
  }

  get url(): string {
    return this.#parts.server.url;
  }

  get token(): string {
    return this.#parts.token;
  }

  get faults(): ApiFaults {
    return this.#parts.faults;
  }

  get requests(): RequestLog {
    return this.#parts.requests;
  }

  get scenarios(): ScenarioBook {
    return this.#parts.scenarios;
  }

  apply(manifest: KubernetesManifest): KubernetesObject {
    return this.#parts.admission.apply(manifest);
  }

  get<K extends keyof KnownKinds>(
    kind: K,
    name: string,
    namespace?: string,
  ): KnownKinds[K] | undefined;
  get(
    kind: string,
    name: string,
    namespace?: string,
  ): KubernetesObject | undefined;
  get(
    kind: string,
    name: string,
    namespace?: string,
  ): KubernetesObject | undefined {
    return this.#table(kind)?.get(objectKey(name, namespace));
  }

  list<K extends keyof KnownKinds>(
    kind: K,
    namespace?: string,
  ): KnownKinds[K][];
  list(kind: string, namespace?: string): KubernetesObject[];
  list(kind: string, namespace?: string): KubernetesObject[] {
    const objects = this.#table(kind)?.values() ?? [];
    return namespace === undefined
      ? objects
      : objects.filter(({ metadata }) => metadata.namespace === namespace);
  }

  remove({ kind, name, namespace, apiVersion }: ObjectReference): void {
    const object = this.#table(kind, apiVersion)?.get(
      objectKey(name, namespace),
    );
    if (object) this.#parts.cluster.remove(object);
  }

  setLoad(namespace: string, name: string, percent: number | undefined): void {
    this.#parts.metrics.setLoad(namespace, name, percent);
  }

  onChange(
    listener: (change: Pick<StoredChange, 'type' | 'object'>) => void,
  ): () => void {
    return this.#parts.store.subscribe(({ type, object }) =>
      listener({ type, object }),
    );
  }

  waitFor(
    predicate: () => boolean,
    {
      timeoutMs = 10_000,
      description = 'the cluster',
    }: { timeoutMs?: number; description?: string } = {},
  ): Promise<void> {
    if (predicate()) return Promise.resolve();
    const endings: (() => void)[] = [];
    const waiting = new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => {
        reject(
          new Error(
            `Cannot go on: waited ${timeoutMs} ms for ${description} in vain`,
          ),
        );
      }, timeoutMs);
      const unsubscribe = this.#parts.store.subscribe(() => {
        if (predicate()) resolve();
      });
      endings.push(unsubscribe, () => clearTimeout(timer));
    });
    return waiting.finally(() => endings.forEach(end => end()));
  }

  async close(): Promise<void> {
    await this.#parts.server.stop();
    await this.#parts.cluster.close();
  }

  #table(kind: string, apiVersion?: string): ObjectTable | undefined {
    const { registry, store } = this.#parts;
    const group = apiVersion && tableOf(apiVersion, '').slice(0, -1);
    const resource = registry.byName(kind, group);
    return (
      resource && store.table(tableOf(`${resource.group}/v1`, resource.kind))
    );
  }
}
