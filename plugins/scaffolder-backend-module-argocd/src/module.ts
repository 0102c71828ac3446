import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { createManifestAction } from './actions/createManifestAction';
import { createRegisterAction } from './actions/createRegisterAction';
import { createUnregisterAction } from './actions/createUnregisterAction';
import { createWaitAction } from './actions/createWaitAction';
import { ArgocdInstances } from './client/ArgocdInstances';
import { argocdPermissions } from './permissions';
import { registerReadActions } from './read/registerReadActions';

/**
 * Adds the actions `argocd:*` to the scaffolder.
 *
 * @public
 */
export const scaffolderModuleArgocd = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'argocd',
  register({ registerInit }) {
    registerInit({
      deps: {
        actions: scaffolderActionsExtensionPoint,
        actionsRegistry: actionsRegistryServiceRef,
        config: coreServices.rootConfig,
        lifecycle: coreServices.rootLifecycle,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
      },
      async init({
        actions,
        actionsRegistry,
        config,
        lifecycle,
        permissions,
        permissionsRegistry,
      }) {
        const instances = ArgocdInstances.fromConfig(config);
        lifecycle.addShutdownHook(() => instances.close());
        permissionsRegistry.addPermissions(argocdPermissions);
        const dependencies = { instances, permissions };
        actions.addActions(
          createRegisterAction(dependencies),
          createWaitAction(dependencies),
          createManifestAction(dependencies),
          createUnregisterAction(dependencies),
        );
        registerReadActions(actionsRegistry, dependencies);
      },
    });
  },
});
