import { useApi } from '@backstage/frontend-plugin-api';
import { useSyncExternalStore } from 'react';
import { serviceHealthApiRef } from '../api/serviceHealthApiRef';
import { HealthState } from './HealthState';
import { healthStores } from './healthStores';

/** What is known about an entity, and a way to ask again at once. */
export function useServiceHealth(entityRef: string): {
  state: HealthState;
  refresh: () => void;
} {
  const store = healthStores.get(useApi(serviceHealthApiRef), entityRef);
  const state = useSyncExternalStore(store.subscribe, store.getSnapshot);
  return { state, refresh: store.refresh };
}
