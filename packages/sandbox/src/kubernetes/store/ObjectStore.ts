import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { Clock } from '../clock/Clock';
import { timestamp } from '../clock/timestamp';
import { isKind, KnownKinds } from '../objects/KnownKinds';
import { nameSuffix } from './nameSuffix';
import { KubernetesManifest } from '../objects/KubernetesManifest';
import { KubernetesObject } from '../objects/KubernetesObject';
import { ChangeHistory } from './ChangeHistory';
import { knownTables } from './knownTables';
import { objectKey, ObjectTable } from './ObjectTable';
import { StoredChange } from './StoredChange';
import { tableOf } from './tableOf';

type ChangeListener = (change: StoredChange) => void;

// These kinds have a spec and no generation.
const uncounted = [
  'Namespace',
  'Node',
  'Service',
  'PersistentVolumeClaim',
  'HorizontalPodAutoscaler',
  'ResourceQuota',
  'LimitRange',
];

/** What etcd is to a cluster: all objects, one rising revision, and the last changes. Objects are never changed in place. */
export class ObjectStore {
  readonly #clock: Clock;
  readonly #tables = new Map<string, ObjectTable>();
  readonly #listeners = new Set<ChangeListener>();
  readonly history: ChangeHistory;
  #revision = 1;

  static create(options: { clock: Clock; historyLimit: number }): ObjectStore {
    return new ObjectStore(options.clock, options.historyLimit);
  }

  private constructor(clock: Clock, historyLimit: number) {
    this.#clock = clock;
    this.history = ChangeHistory.create(historyLimit);
  }

  get revision(): number {
    return this.#revision;
  }

  table(name: string): ObjectTable {
    const known = this.#tables.get(name);
    if (known) return known;
    const table = new ObjectTable();
    this.#tables.set(name, table);
    return table;
  }

  tables(): IterableIterator<ObjectTable> {
    return this.#tables.values();
  }

  get<K extends keyof KnownKinds>(
    kind: K,
    name: string,
    namespace?: string,
  ): KnownKinds[K] | undefined {
    const object = this.table(knownTables[kind]).get(
      objectKey(name, namespace),
    );
    return object && isKind(kind, object) ? object : undefined;
  }

  list<K extends keyof KnownKinds>(
    kind: K,
    namespace?: string,
  ): KnownKinds[K][] {
    const found: KnownKinds[K][] = [];
    for (const object of this.table(knownTables[kind]).values()) {
      if (!isKind(kind, object)) continue;
      if (namespace === undefined || object.metadata.namespace === namespace) {
        found.push(object);
      }
    }
    return found;
  }

  /** Finds the stored object that a manifest or an older state of it is about. */
  find(object: KubernetesManifest): KubernetesObject | undefined {
    const { name = '', namespace } = object.metadata;
    return this.table(tableOf(object.apiVersion, object.kind)).get(
      objectKey(name, namespace),
    );
  }

  create(manifest: KubernetesManifest): KubernetesObject {
    const { generateName, name = `${generateName ?? ''}${nameSuffix()}` } =
      manifest.metadata;
    return this.#store('ADDED', {
      ...manifest,
      metadata: {
        ...manifest.metadata,
        name,
        uid: manifest.metadata.uid ?? randomUUID(),
        creationTimestamp:
          manifest.metadata.creationTimestamp ?? timestamp(this.#clock.now()),
        ...(countsGenerations(manifest) ? { generation: 1 } : {}),
        resourceVersion: '',
      },
    });
  }

  /** Stores a new state; one that says the same as the old leaves the revision alone. */
  update(object: KubernetesObject): KubernetesObject {
    const previous = this.find(object);
    if (!previous) return object;
    const { generation = 1 } = previous.metadata;
    // A pod's spec changes only when it is bound to its node, which does not count.
    const changesSpec =
      object.kind !== 'Pod' && !isDeepStrictEqual(previous.spec, object.spec);
    const next = {
      ...object,
      metadata: {
        ...object.metadata,
        uid: previous.metadata.uid,
        creationTimestamp: previous.metadata.creationTimestamp,
        resourceVersion: previous.metadata.resourceVersion,
        ...(countsGenerations(object)
          ? { generation: changesSpec ? generation + 1 : generation }
          : {}),
      },
    };
    if (isDeepStrictEqual(previous, next)) return previous;
    return this.#store('MODIFIED', next, previous);
  }

  delete(object: KubernetesManifest): KubernetesObject | undefined {
    const previous = this.find(object);
    return previous && this.#store('DELETED', previous, previous);
  }

  /** Makes all revisions up to now unreadable. */
  compact(): void {
    this.#revision += 1;
    this.history.compact(this.#revision);
  }

  subscribe(listener: ChangeListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #store(
    type: StoredChange['type'],
    object: KubernetesObject,
    previous?: KubernetesObject,
  ): KubernetesObject {
    this.#revision += 1;
    const revision = this.#revision;
    const stored = {
      ...object,
      metadata: { ...object.metadata, resourceVersion: String(revision) },
    };
    const table = tableOf(object.apiVersion, object.kind);
    const key = objectKey(object.metadata.name, object.metadata.namespace);
    if (type === 'DELETED') this.table(table).delete(key);
    else this.table(table).set(key, stored);
    const change = { type, revision, table, object: stored, previous };
    this.history.add(change);
    for (const listener of [...this.#listeners]) listener(change);
    return stored;
  }
}

function countsGenerations(manifest: KubernetesManifest): boolean {
  return 'spec' in manifest && !uncounted.includes(manifest.kind);
}
