import { HealthState } from '../store/HealthState';

/**
 * Times of the backend seen from here. The two clocks may differ, so all ages
 * are counted from when an answer arrived.
 */
export interface HealthClock {
  /** Backend's clock minus the local one, in milliseconds. */
  offset: number;
  /** By how much facts got fresher since the verdict arrived, in milliseconds. */
  refreshedBy: number;
  /** Local time at which the verdict arrived. */
  receivedAt: number;
}

/** The clock that goes with a state. */
export function toHealthClock(
  state: HealthState<{ generatedAt: string }>,
): HealthClock {
  const { health, receivedAt = 0, refreshedBy = 0 } = state;
  const offset = health ? Date.parse(health.generatedAt) - receivedAt : 0;
  return { offset, refreshedBy, receivedAt };
}
