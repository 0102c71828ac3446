/** The newest warning that the cluster has about an object. @public */
export interface EventRecord {
  /** Reason: `FailedMount`. */
  reason: string;
  /** Raw message. */
  message: string;
  /** When it happened last, in ms since 1970. */
  at: number;
  /** How often it happened. */
  count: number;
}
