import {
  EnvironmentRecord,
  JudgedFinding,
} from '@paved-path/backstage-plugin-service-health-common';

/**
 * A rule of one's own: a pure function of what is known of a service in one
 * environment, and a clock. Its findings go through the same folding, levels
 * and permissions as all others.
 *
 * @public
 */
export interface HealthEvaluator {
  /** Id of its section; `workload`, `autoscaling` and `redis` join those. */
  section: { id: string; title: string };
  /** Finds what is worth saying. */
  evaluate(
    record: EnvironmentRecord,
    options: { now: number },
  ): JudgedFinding[];
}
