import { ServiceHealthApi } from '../api/ServiceHealthApi';
import { HealthStore } from './HealthStore';

/** Enough to go back and forth between pages without an empty card. */
const MOST_STORES = 20;

const stores = new WeakMap<ServiceHealthApi, Map<string, HealthStore>>();

/** The one store of an entity: the card and the tab share its request. */
export function healthStoreFor(
  api: ServiceHealthApi,
  entityRef: string,
): HealthStore {
  const ofApi = stores.get(api) ?? new Map<string, HealthStore>();
  stores.set(api, ofApi);
  const store = ofApi.get(entityRef) ?? HealthStore.create({ api, entityRef });
  ofApi.delete(entityRef);
  ofApi.set(entityRef, store);
  const [oldest] = ofApi.keys();
  if (ofApi.size > MOST_STORES) {
    ofApi.delete(oldest);
  }
  return store;
}
