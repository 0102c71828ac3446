import { useSyncExternalStore } from 'react';
import { secondTicker } from '../time/secondTicker';
import { HealthState } from './HealthState';
import { isLost } from './isLost';

/** Whether the verdict in hand is too old to trust; turns by itself. */
export function useLost(state: HealthState<unknown>): boolean {
  return useSyncExternalStore(secondTicker.subscribe, () =>
    isLost(state, secondTicker.now()),
  );
}
