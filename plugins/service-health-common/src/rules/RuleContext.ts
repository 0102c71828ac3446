import type { ClusterRecord } from '../records';

/** What every rule of a cluster is given. @public */
export interface RuleContext {
  /** Clock, in ms since 1970. */
  now: number;
  /** Name of the service, for sentences. */
  service: string;
  namespace?: string;
  cluster: ClusterRecord;
}
