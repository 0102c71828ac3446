import { StoredChange } from './StoredChange';

/** The last changes, so that a watch can resume and a paginated list stays one snapshot. */
export class ChangeHistory {
  readonly #limit: number;
  #changes: StoredChange[] = [];
  #compacted = 0;

  static create(limit: number): ChangeHistory {
    return new ChangeHistory(limit);
  }

  private constructor(limit: number) {
    this.#limit = limit;
  }

  /** Revisions before this one cannot be read any more. */
  get compacted(): number {
    return this.#compacted;
  }

  add(change: StoredChange): void {
    this.#changes.push(change);
    // Dropping in blocks keeps the cost of one change constant.
    if (this.#changes.length > this.#limit * 1.25 + 16) {
      const dropped = this.#changes.length - this.#limit;
      this.#compacted = this.#changes[dropped - 1].revision;
      this.#changes = this.#changes.slice(dropped);
    }
  }

  /** Changes of one table after a revision, oldest first. */
  since(table: string, revision: number): StoredChange[] {
    return this.#changes
      .slice(this.#indexAfter(revision))
      .filter(change => change.table === table);
  }

  compact(revision: number): void {
    this.#compacted = revision;
    this.#changes = this.#changes.slice(this.#indexAfter(revision));
  }

  #indexAfter(revision: number): number {
    let low = 0;
    let high = this.#changes.length;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (this.#changes[middle].revision <= revision) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
