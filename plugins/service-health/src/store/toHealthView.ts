import { ServiceHealth } from '@paved-path/backstage-plugin-service-health-common';
import { HealthRequestError } from '../api/HealthRequestError';
import { HealthState } from './HealthState';

/** What the card and the tab show. */
export type HealthView =
  | { kind: 'loading' }
  | { kind: 'forbidden' }
  | { kind: 'error'; error: Error }
  | { kind: 'notSetUp'; health: ServiceHealth; setup: NotSetUp }
  | { kind: 'verdict'; health: ServiceHealth };

type NotSetUp = Exclude<ServiceHealth['setup'], { state: 'ok' }>;

/** Decides what to show; after a failure the old verdict stays for a while. */
export function toHealthView(state: HealthState): HealthView {
  const { health, error } = state;
  if (error instanceof HealthRequestError && error.status === 403) {
    return { kind: 'forbidden' };
  }
  if (!health) {
    return error ? { kind: 'error', error } : { kind: 'loading' };
  }
  if (health.setup.state !== 'ok') {
    return { kind: 'notSetUp', health, setup: health.setup };
  }
  return { kind: 'verdict', health };
}
