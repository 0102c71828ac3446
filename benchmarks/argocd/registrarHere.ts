import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import {
  scaffolderActionsExtensionPoint,
  TemplateAction,
} from '@backstage/plugin-scaffolder-node';
import scaffolderModuleArgocd from '@paved-path/backstage-plugin-scaffolder-backend-module-argocd';
import { createContext } from './createContext';
import { Registrar, RegistrarOptions } from './Registrar';

/** `argocd:register`, as a backend loads it. */
export async function registrarHere({
  config,
}: RegistrarOptions): Promise<Registrar> {
  const actions = new Map<string, TemplateAction<any, any, any>>();
  const backend = await startTestBackend({
    extensionPoints: [
      [
        scaffolderActionsExtensionPoint,
        {
          addActions: (...added) =>
            added.forEach(action => actions.set(action.id, action)),
        },
      ],
    ],
    features: [
      scaffolderModuleArgocd,
      mockServices.rootConfig.factory({ data: config.get() }),
    ],
  });
  return {
    name: 'argocd:register',
    async register({ appName, projectName, namespace, repoUrl, path }) {
      await actions.get('argocd:register')?.handler(
        createContext({
          name: appName,
          project: { name: projectName, mode: 'ensure' },
          sources: [{ repoUrl, path }],
          destination: {
            server: 'https://kubernetes.default.svc',
            namespace,
          },
          sync: { createNamespace: true, retryLimit: 0 },
          entityRef: `component:default/${appName}`,
          wait: { timeoutSeconds: 60 },
        }),
      );
    },
    close: () => backend.stop(),
  };
}
