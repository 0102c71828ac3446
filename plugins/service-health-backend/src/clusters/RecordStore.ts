interface Named {
  name: string;
  namespace: string;
  kubernetesId?: string;
}

interface Entry<R> {
  record: R;
  version: number;
}

interface RecordStoreOptions<R> {
  /** Called with the group whose records changed. */
  onChange: (group: string) => void;
  /** Most records to hold. */
  limit: number;
  /**
   * What records are looked up by.
   * @defaultValue the service that they belong to
   */
  groupOf?: (record: R) => string;
}

// Events come out of order within moments, not within thousands of deletions.
const mostTombstones = 1_000;

/** The newest records of one kind in one cluster, found by their service. */
export class RecordStore<R extends Named> {
  readonly #entries = new Map<string, Entry<R>>();
  readonly #groups = new Map<string, Map<string, Entry<R>>>();
  readonly #options: RecordStoreOptions<R>;
  readonly #refused = new Set<string>();
  /** Versions at which records went away, the oldest first. */
  readonly #tombstones = new Map<string, number>();

  static create<R extends Named>(
    options: RecordStoreOptions<R>,
  ): RecordStore<R> {
    return new RecordStore<R>(options);
  }

  private constructor(options: RecordStoreOptions<R>) {
    this.#options = options;
  }

  get size(): number {
    return this.#entries.size;
  }

  /** Records that were turned away because the store is full. */
  get refused(): number {
    return this.#refused.size;
  }

  get(record: Named): R | undefined {
    return this.#entries.get(keyOf(record))?.record;
  }

  *values(): IterableIterator<R> {
    for (const { record } of this.#entries.values()) {
      yield record;
    }
  }

  ofService(group: string, namespace?: string): R[] {
    const records: R[] = [];
    for (const { record } of this.#groups.get(group)?.values() ?? []) {
      if (namespace === undefined || record.namespace === namespace) {
        records.push(record);
      }
    }
    return records;
  }

  holds(group: string, namespace?: string): boolean {
    return this.ofService(group, namespace).length > 0;
  }

  /**
   * Takes a record unless a newer one is there; duplicates change nothing.
   * What a list names is always taken: after a cluster was restored from a
   * backup its versions are lower than those from before.
   */
  set(
    record: R,
    version: number,
    { listed = false }: { listed?: boolean } = {},
  ): void {
    const key = keyOf(record);
    const before = this.#entries.get(key);
    if (!listed && this.#isOld(key, version)) {
      return;
    }
    if (!before && this.#entries.size >= this.#options.limit) {
      this.#refused.add(key);
      return;
    }
    const group = this.#groupOf(record);
    if (before && this.#groupOf(before.record) !== group) {
      this.#drop(key, before.record);
    }
    this.#put(key, { record, version });
    if (!before || !sameRecord(before.record, record)) {
      this.#options.onChange(group);
    }
  }

  delete(record: Named, version: number): void {
    const key = keyOf(record);
    this.#refused.delete(key);
    if (this.#isOld(key, version)) {
      return;
    }
    this.#bury(key, version);
    const before = this.#entries.get(key);
    if (before) {
      this.#drop(key, before.record);
    }
  }

  /** Drops what a fresh and complete list no longer names. */
  retain(keys: ReadonlySet<string>): void {
    this.#tombstones.clear();
    for (const [key, { record }] of [...this.#entries]) {
      if (!keys.has(key)) {
        this.#drop(key, record);
      }
    }
    for (const key of this.#refused) {
      if (!keys.has(key)) {
        this.#refused.delete(key);
      }
    }
  }

  #isOld(key: string, version: number): boolean {
    const known = this.#entries.get(key)?.version ?? this.#tombstones.get(key);
    return known !== undefined && version > 0 && known > version;
  }

  #bury(key: string, version: number): void {
    if (version > 0) {
      this.#tombstones.delete(key);
      this.#tombstones.set(key, version);
    }
    if (this.#tombstones.size > mostTombstones) {
      const [oldest] = this.#tombstones.keys();
      this.#tombstones.delete(oldest);
    }
  }

  #put(key: string, entry: Entry<R>): void {
    this.#entries.set(key, entry);
    this.#tombstones.delete(key);
    const group = this.#groupOf(entry.record);
    const members = this.#groups.get(group) ?? new Map<string, Entry<R>>();
    members.set(key, entry);
    this.#groups.set(group, members);
  }

  #drop(key: string, record: R): void {
    this.#entries.delete(key);
    const group = this.#groupOf(record);
    const members = this.#groups.get(group);
    members?.delete(key);
    if (members?.size === 0) {
      this.#groups.delete(group);
    }
    this.#options.onChange(group);
  }

  #groupOf(record: R): string {
    return this.#options.groupOf?.(record) ?? record.kubernetesId ?? '';
  }
}

/** Key of a record within its kind. */
export function keyOf({ namespace, name }: Named): string {
  return `${namespace}/${name}`;
}

function sameRecord(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
