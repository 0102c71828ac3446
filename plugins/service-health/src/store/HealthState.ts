import { ServiceHealth } from '@paved-path/backstage-plugin-service-health-common';

/** What is known about one entity, and how fresh that is. Local clock. */
export interface HealthState<THealth = ServiceHealth> {
  /** Last verdict that arrived. */
  health?: THealth;
  /** When it arrived. */
  receivedAt?: number;
  /** When the backend last said that it still holds. */
  confirmedAt?: number;
  /** By how much the facts got fresher since it arrived, in milliseconds. */
  refreshedBy?: number;
  /** Why the last request failed; undefined after a success. */
  error?: Error;
  /** When the next request is due after a failure. */
  nextTryAt?: number;
  /** Since when somebody looks at it. */
  awakeSince: number;
  /** A request that the reader asked for is under way. */
  refreshing: boolean;
}
