import {
  environmentOfVerdict,
  ServiceHealth,
} from '@paved-path/backstage-plugin-service-health-common';
import { HealthStore } from './HealthStore';
import { StoreShelf } from './StoreShelf';

/** Verdicts of services: the card and the tab share one request. */
export const healthStores = StoreShelf.create<ServiceHealth>((api, entityRef) =>
  HealthStore.create({
    ask: request => api.getHealth({ ...request, entityRef }),
    checkedAtOf: health => environmentOfVerdict(health)?.checkedAt,
  }),
);
