import { useApi } from '@backstage/frontend-plugin-api';
import { HealthRollup } from '@paved-path/backstage-plugin-service-health-common';
import { useSyncExternalStore } from 'react';
import { serviceHealthApiRef } from '../api/serviceHealthApiRef';
import { HealthState } from './HealthState';
import { rollupStores } from './rollupStores';

/** What is known about all services of an entity, and a way to ask at once. */
export function useHealthRollup(entityRef: string): {
  state: HealthState<HealthRollup>;
  refresh: () => void;
} {
  const store = rollupStores.get(useApi(serviceHealthApiRef), entityRef);
  const state = useSyncExternalStore(store.subscribe, store.getSnapshot);
  return { state, refresh: store.refresh };
}
