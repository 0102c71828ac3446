/**
 * One request that the API server has seen.
 *
 * @public
 */
export interface LoggedRequest {
  method: string;
  /** Path and query. */
  url: string;
  verb: 'get' | 'list' | 'watch' | 'create' | 'update' | 'patch' | 'delete';
  /** Plural name of the resource; empty for discovery. */
  resource: string;
  at: number;
  status?: number;
  /** Bytes of the body sent so far. */
  bytes: number;
}

/**
 * Every request since the last reset, for benchmarks and tests.
 *
 * @public
 */
export class RequestLog {
  #entries: LoggedRequest[] = [];

  /** Makes an empty log. */
  static create(): RequestLog {
    return new RequestLog();
  }

  /** All requests, oldest first. */
  all(): readonly LoggedRequest[] {
    return this.#entries;
  }

  /** How many requests there were, of one verb, of one resource, or in all. */
  count(
    filter: { verb?: LoggedRequest['verb']; resource?: string } = {},
  ): number {
    return this.#entries.filter(
      entry =>
        (!filter.verb || entry.verb === filter.verb) &&
        (!filter.resource || entry.resource === filter.resource),
    ).length;
  }

  /** Bytes of all bodies sent. */
  bytes(): number {
    return this.#entries.reduce((sum, entry) => sum + entry.bytes, 0);
  }

  /** Notes one request. */
  add(entry: LoggedRequest): void {
    this.#entries.push(entry);
  }

  /** Forgets everything. */
  reset(): void {
    this.#entries = [];
  }
}
