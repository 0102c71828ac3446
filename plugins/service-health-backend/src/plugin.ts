import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { serviceHealthPermissions } from '@paved-path/backstage-plugin-service-health-common';
import { createRouter } from './router';
import { startServiceHealth } from './services/startServiceHealth';

/**
 * One verdict for pods, autoscalers and Redis of a service, from watches.
 *
 * @public
 */
export const serviceHealthPlugin = createBackendPlugin({
  pluginId: 'service-health',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        logger: coreServices.logger,
        lifecycle: coreServices.rootLifecycle,
        httpRouter: coreServices.httpRouter,
        httpAuth: coreServices.httpAuth,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        catalog: catalogServiceRef,
      },
      async init({
        config,
        logger,
        lifecycle,
        httpRouter,
        permissionsRegistry,
        ...rest
      }) {
        permissionsRegistry.addPermissions(serviceHealthPermissions);
        const health = startServiceHealth({ config, logger, lifecycle });
        httpRouter.use(await createRouter({ health, ...rest }));
      },
    });
  },
});
