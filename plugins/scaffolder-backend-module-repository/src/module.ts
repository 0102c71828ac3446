import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { ScmIntegrations } from '@backstage/integration';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { createInspectAction } from './actions/inspect';
import { createWaitAction } from './actions/wait';
import { RepositoryClient } from './hosts/RepositoryClient';

/**
 * Actions `repository:inspect` and `repository:wait`: what a template must know of a repository
 * before and after it is published, whatever the Git host.
 *
 * @public
 */
export const scaffolderModuleRepository = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'repository',
  register(env) {
    env.registerInit({
      deps: {
        scaffolder: scaffolderActionsExtensionPoint,
        config: coreServices.rootConfig,
        reader: coreServices.urlReader,
      },
      async init({ scaffolder, config, reader }) {
        const integrations = ScmIntegrations.fromConfig(config);
        const repositories = RepositoryClient.create({ integrations, reader });
        scaffolder.addActions(
          createInspectAction({ integrations, repositories }),
          createWaitAction({ reader }),
        );
      },
    });
  },
});
