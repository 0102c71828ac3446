/** What is counted while clusters and Redis are watched. */
export interface Telemetry {
  /** A request to an API server was answered, or failed with status 0. */
  request(cluster: string, status: number): void;
  /** An event of a watch was read. */
  event(cluster: string, kind: string, type: string): void;
  /** A watch ended and is opened again. */
  watchEnded(cluster: string, kind: string, why: string): void;
  /** A Redis node was asked. */
  probe(outcome: string): void;
}
