import { createServiceFactory } from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { actionsRegistryServiceMock } from '@backstage/backend-test-utils/alpha';
import { JsonObject } from '@backstage/types';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { InMemoryReconciler } from '@paved-path/sandbox';
import scaffolderModuleArgocd from '..';
import { argocdConfig } from '../__testUtils__/argocdConfig';
import {
  registerInput,
  startActions,
  TestActions,
} from '../__testUtils__/startActions';

describe('read-only actions in the Actions Registry', () => {
  let actions: TestActions;
  let stop: (() => Promise<void>) | undefined;
  afterEach(async () => {
    await stop?.();
    await actions?.close();
  });

  async function startBackend(
    result:
      | AuthorizeResult.ALLOW
      | AuthorizeResult.DENY = AuthorizeResult.ALLOW,
    instance: JsonObject = {},
  ) {
    const registry = actionsRegistryServiceMock();
    const backend = await startTestBackend({
      extensionPoints: [
        [scaffolderActionsExtensionPoint, { addActions: () => {} }],
      ],
      features: [
        scaffolderModuleArgocd,
        createServiceFactory({
          service: actionsRegistryServiceRef,
          deps: {},
          factory: () => registry,
        }),
        mockServices.permissions.mock({
          authorize: async requests => requests.map(() => ({ result })),
        }).factory,
        mockServices.rootConfig.factory({
          data: argocdConfig({
            name: 'main',
            url: actions.double.url,
            token: actions.double.token,
            frontendUrl: 'https://argocd.example.com',
            ...instance,
          }),
        }),
      ],
    });
    stop = () => backend.stop();
    return registry;
  }

  it('list-instances tells names and pages, and no secret', async () => {
    actions = await startActions();
    const registry = await startBackend();
    const { output } = await registry.invoke({
      id: 'test:list-instances',
      input: {},
    });
    expect(output).toEqual({
      instances: [{ name: 'main', url: 'https://argocd.example.com' }],
    });
  });

  it('get-application tells state, images and problems', async () => {
    actions = await startActions({
      reconciler: InMemoryReconciler.create({
        finalHealth: 'Degraded',
        healthMessage: 'back-off restarting failed container',
        images: ['ghcr.io/acme/visits:1'],
      }),
    });
    await actions.run(
      'argocd:register',
      registerInput({ onFailure: 'keep', wait: { degradedGraceSeconds: 0 } }),
    );
    const registry = await startBackend();
    const { output } = await registry.invoke({
      id: 'test:get-application',
      input: { name: 'visits-dev', project: 'visits' },
    });
    expect(output).toMatchObject({
      sync: 'Synced',
      health: 'Degraded',
      images: ['ghcr.io/acme/visits:1'],
      problems: expect.arrayContaining([
        expect.stringContaining('back-off restarting failed container'),
      ]),
    });
  });

  it('get-application explains a missing Application', async () => {
    actions = await startActions();
    const registry = await startBackend();
    await expect(
      registry.invoke({ id: 'test:get-application', input: { name: 'none' } }),
    ).rejects.toThrow(/check the name and the project/);
  });

  it.each<[JsonObject, JsonObject, string]>([
    [{ projects: ['team-*'] }, { project: 'payments' }, 'allow.projects'],
    [{ projects: ['team-*'] }, {}, 'allow.projects'],
    [
      { applicationNamespaces: ['team-*'] },
      { appNamespace: 'argo-x' },
      'allow.applicationNamespaces',
    ],
  ])(
    'get-application looks at nothing that %j does not allow',
    async (allow, input, key) => {
      actions = await startActions();
      const registry = await startBackend(AuthorizeResult.ALLOW, { allow });
      await expect(
        registry.invoke({
          id: 'test:get-application',
          input: { name: 'visits', ...input },
        }),
      ).rejects.toThrow(`add it to ${key}`);
      expect(actions.double.requests).toEqual([]);
    },
  );

  it('both ask for the permission before anything is sent', async () => {
    actions = await startActions();
    const registry = await startBackend(AuthorizeResult.DENY);
    for (const [id, input] of [
      ['test:list-instances', {}],
      ['test:get-application', { name: 'a' }],
    ] as const) {
      await expect(registry.invoke({ id, input })).rejects.toThrow(
        /argocd\.application\.read/,
      );
    }
    expect(actions.double.requests).toEqual([]);
  });
});
