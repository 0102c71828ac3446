import { createApiRef } from '@backstage/frontend-plugin-api';
import { ServiceHealthApi } from './ServiceHealthApi';

/** Where the card and the tab get their verdicts from. @public */
export const serviceHealthApiRef = createApiRef<ServiceHealthApi>({
  id: 'plugin.service-health.client',
});
