import {
  ApiBlueprint,
  createFrontendPlugin,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/frontend-plugin-api';
import { serviceHealthEntityCard } from './entityCard';
import { serviceHealthEntityContent } from './entityContent';
import { serviceHealthRollupContent } from './rollupContent';
import { healthTabRouteRef } from './routes';
import { ServiceHealthClient } from './api/ServiceHealthClient';
import { serviceHealthApiRef } from './api/serviceHealthApiRef';

const serviceHealthApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: serviceHealthApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: deps => ServiceHealthClient.create(deps),
    }),
});

/**
 * Answers on the entity page: is my service all right, and if not, why, and
 * what do I do?
 *
 * @public
 */
export const serviceHealthPlugin = createFrontendPlugin({
  pluginId: 'service-health',
  title: 'Service Health',
  info: { packageJson: () => import('../package.json') },
  routes: { healthTab: healthTabRouteRef },
  extensions: [
    serviceHealthApi,
    serviceHealthEntityCard,
    serviceHealthEntityContent,
    serviceHealthRollupContent,
  ],
});
