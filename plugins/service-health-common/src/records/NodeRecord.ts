/** What the rules need to know of a node of the cluster. @public */
export interface NodeRecord {
  name: string;
  /** Value of the label `topology.kubernetes.io/zone`. */
  zone?: string;
  ready: boolean;
  /** When `ready` changed last, in ms since 1970. */
  readyChangedAt?: number;
}
