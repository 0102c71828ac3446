import { HealthRollup } from '@paved-path/backstage-plugin-service-health-common';
import { HealthStore } from './HealthStore';
import { StoreShelf } from './StoreShelf';

/** Roll-ups of teams, systems and domains. */
export const rollupStores = StoreShelf.create<HealthRollup>((api, entityRef) =>
  HealthStore.create({
    ask: request => api.getRollup({ ...request, entityRef }),
    checkedAtOf: () => undefined,
  }),
);
