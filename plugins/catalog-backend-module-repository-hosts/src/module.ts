import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { ScmIntegrations } from '@backstage/integration';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import { publishableHosts } from './publishableHosts';
import { RepositoryHostsProcessor } from './RepositoryHostsProcessor';

/**
 * Fills in the hosts of a template's `RepoUrlPicker` that names none, so that one template serves
 * every Git host that the portal is connected to.
 *
 * @public
 */
export const catalogModuleRepositoryHosts = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'repository-hosts',
  register(env) {
    env.registerInit({
      deps: {
        catalog: catalogProcessingExtensionPoint,
        config: coreServices.rootConfig,
      },
      async init({ catalog, config }) {
        const hosts = publishableHosts(ScmIntegrations.fromConfig(config));
        const owners = config.getOptionalStringArray(
          'catalog.repositoryHosts.owners',
        );
        catalog.addProcessor(new RepositoryHostsProcessor({ hosts, owners }));
      },
    });
  },
});
