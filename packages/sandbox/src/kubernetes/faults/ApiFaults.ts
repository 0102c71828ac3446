/**
 * Which requests a fault concerns.
 *
 * @public
 */
export interface FaultScope {
  /** Plural name, such as `pods`; all of them when absent. */
  resource?: string;
  verb?: 'get' | 'list' | 'watch' | 'create' | 'update' | 'patch' | 'delete';
  namespace?: string;
  /** How many requests it hits before it ends by itself; for ever when absent. */
  times?: number;
}

/**
 * Faults of the API server. Each call that switches one on answers with a function that switches it off.
 *
 * @public
 */
export interface ApiFaults {
  /** Accepts requests and never answers them; releasing lets the held ones go on. */
  hang(scope?: FaultScope): () => void;
  /** Waits before it answers. */
  delay(milliseconds: number, scope?: FaultScope): () => void;
  /** Answers with a Status of this code, such as 500, 503 or 429 (with Retry-After). */
  fail(
    code: number,
    options?: FaultScope & { retryAfterSeconds?: number; message?: string },
  ): () => void;
  /** Answers 403 as RBAC does. */
  forbid(scope?: FaultScope): () => void;
  /** Resets the connection without an answer. */
  reset(scope?: FaultScope): () => void;
  /** Answers watches that resume with 410, as an ERROR event (as API servers do) or as HTTP status. */
  expireWatches(options?: {
    as?: 'event' | 'status';
    times?: number;
  }): () => void;
  /** Forgets the history, so that every resourceVersion and continue token given out so far is too old. */
  compact(): void;
  /** Ends the open watches: politely, or by resetting their connections. */
  cutWatches(options?: { resource?: string; reset?: boolean }): void;
  /** Keeps watches open and sends nothing on them, not even bookmarks; releasing does not send what was missed. */
  silenceWatches(scope?: { resource?: string }): () => void;
  /** Sends every watch event this many times. */
  duplicateEvents(copies?: number): () => void;
  /** Sends watch events in pairs, the later one first; only those of different objects unless told otherwise. */
  reorderEvents(options?: { sameObject?: boolean }): () => void;
  /** Holds every watch event back for some milliseconds. */
  delayEvents(milliseconds: number): () => void;
  /** Refuses connections, as a process that is gone. */
  goDown(): Promise<() => Promise<void>>;
  /** Makes `metrics.k8s.io` unavailable, which also blinds the autoscalers. */
  stopMetricsServer(): () => void;
  /** Ends all faults at once. */
  clear(): Promise<void>;
}
