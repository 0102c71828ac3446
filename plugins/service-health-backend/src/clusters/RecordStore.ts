interface Named {
  name: string;
  namespace: string;
  kubernetesId?: string;
}

interface Entry<R> {
  record: R;
  version: number;
}

/** The newest records of one kind in one cluster, found by their service. */
export class RecordStore<R extends Named> {
  readonly #entries = new Map<string, Entry<R>>();
  readonly #byService = new Map<string, Map<string, Entry<R>>>();
  readonly #onChange: (kubernetesId: string) => void;
  readonly #limit: number;
  readonly #refused = new Set<string>();

  static create<R extends Named>(options: {
    /** Called with the service whose records changed. */
    onChange: (kubernetesId: string) => void;
    /** Most records to hold. */
    limit: number;
  }): RecordStore<R> {
    return new RecordStore<R>(options);
  }

  private constructor(options: {
    onChange: (kubernetesId: string) => void;
    limit: number;
  }) {
    this.#onChange = options.onChange;
    this.#limit = options.limit;
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

  ofService(kubernetesId: string, namespace?: string): R[] {
    const entries = this.#byService.get(kubernetesId)?.values() ?? [];
    const records: R[] = [];
    for (const { record } of entries) {
      if (namespace === undefined || record.namespace === namespace) {
        records.push(record);
      }
    }
    return records;
  }

  services(): IterableIterator<string> {
    return this.#byService.keys();
  }

  /** Takes a record unless a newer one is there; duplicates change nothing. */
  set(record: R, version: number): void {
    const key = keyOf(record);
    const before = this.#entries.get(key);
    if (before && before.version > version && version > 0) {
      return;
    }
    if (!before && this.#entries.size >= this.#limit) {
      this.#refused.add(key);
      return;
    }
    if (before && before.record.kubernetesId !== record.kubernetesId) {
      this.delete(before.record, version);
    }
    const entry = { record, version };
    this.#entries.set(key, entry);
    const id = record.kubernetesId ?? '';
    const service = this.#byService.get(id) ?? new Map<string, Entry<R>>();
    service.set(key, entry);
    this.#byService.set(id, service);
    if (!before || !sameRecord(before.record, record)) {
      this.#onChange(id);
    }
  }

  delete(record: Named, version: number): void {
    const key = keyOf(record);
    const before = this.#entries.get(key);
    this.#refused.delete(key);
    if (!before || (before.version > version && version > 0)) {
      return;
    }
    this.#entries.delete(key);
    const id = before.record.kubernetesId ?? '';
    const service = this.#byService.get(id);
    service?.delete(key);
    if (service?.size === 0) {
      this.#byService.delete(id);
    }
    this.#onChange(id);
  }

  /** Drops what a fresh and complete list no longer names. */
  retain(keys: ReadonlySet<string>): void {
    for (const [key, { record }] of [...this.#entries]) {
      if (!keys.has(key)) {
        this.delete(record, 0);
      }
    }
  }
}

/** Key of a record within its kind. */
export function keyOf({ namespace, name }: Named): string {
  return `${namespace}/${name}`;
}

function sameRecord(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
