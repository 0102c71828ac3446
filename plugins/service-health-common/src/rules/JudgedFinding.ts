import type { Finding } from '../model';

/**
 * A finding together with the words for readers who may not see names.
 *
 * @public
 */
export interface JudgedFinding extends Finding {
  /** Cause without names; the cause itself when it has none. */
  plainCause?: string;
  /** Effect without names. */
  plainEffect?: string;
  /** Workload that it speaks of, for folding: `Deployment/visit-tracker-app`. */
  workload?: string;
  /** Names of the pods that it speaks of, for folding. */
  pods?: string[];
}
