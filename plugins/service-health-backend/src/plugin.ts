import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import {
  actionsRegistryServiceRef,
  metricsServiceRef,
} from '@backstage/backend-plugin-api/alpha';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { serviceHealthPermissions } from '@paved-path/backstage-plugin-service-health-common';
import { registerGetServiceHealth } from './actions/registerGetServiceHealth';
import { HealthEvaluator } from './HealthEvaluator';
import { healthEvaluatorExtensionPoint } from './healthEvaluatorExtensionPoint';
import { createRouter } from './router';
import { HealthGate } from './services/HealthGate';
import { RollupService } from './services/RollupService';
import { startServiceHealth } from './services/startServiceHealth';

/**
 * One verdict for pods, autoscalers and Redis of a service, from watches.
 *
 * @public
 */
export const serviceHealthPlugin = createBackendPlugin({
  pluginId: 'service-health',
  register(env) {
    const evaluators: HealthEvaluator[] = [];
    env.registerExtensionPoint(healthEvaluatorExtensionPoint, {
      addHealthEvaluator: (...more) => evaluators.push(...more),
    });
    env.registerInit({
      deps: {
        actionsRegistry: actionsRegistryServiceRef,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.rootLifecycle,
        logger: coreServices.logger,
        metrics: metricsServiceRef,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
      },
      async init(deps) {
        const { actionsRegistry, catalog, httpAuth, permissions } = deps;
        deps.permissionsRegistry.addPermissions(serviceHealthPermissions);
        const gate = HealthGate.create({ catalog, permissions });
        const health = await startServiceHealth({ ...deps, evaluators });
        registerGetServiceHealth({ actionsRegistry, gate, health });
        const rollups = RollupService.create({ catalog, permissions, health });
        deps.httpRouter.use(
          await createRouter({ health, rollups, gate, httpAuth }),
        );
      },
    });
  },
});
