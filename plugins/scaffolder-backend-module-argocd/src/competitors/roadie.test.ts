import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { InMemoryReconciler } from '@paved-path/sandbox';
import request from 'supertest';
import scaffolderModuleArgocd from '..';
import { argocdConfig } from '../__testUtils__/argocdConfig';
import { answer } from '../__testUtils__/answer';
import { callDouble } from '../__testUtils__/callDouble';
import {
  registerInput,
  startActions,
  TestActions,
} from '../__testUtils__/startActions';

/** One test for each fault of Roadie's create-resources. */
describe('not as in the action of Roadie', () => {
  let actions: TestActions;
  afterEach(() => actions?.close());

  it.each([400, 401, 404, 409, 500])(
    '1: a project that is answered with %i is a failure, told as that',
    async status => {
      actions = await startActions();
      actions.double.intercept = answer(
        'POST /api/v1/projects',
        status,
        'not today',
      );
      const { error } = await actions.run('argocd:register', registerInput());
      expect(error?.message).toMatch(
        /use project "visits".*Argo CD said: not today/,
      );
      expect(actions.double.applications()).toEqual([]);
    },
  );

  it.each([403, 500])(
    '2: a login that is answered with %i ends it, and no token "undefined" is sent',
    async status => {
      actions = await startActions({
        instance: { token: null, username: 'admin', password: 'secret' },
      });
      actions.double.intercept = answer('/api/v1/session', status, 'closed');
      const { error } = await actions.run('argocd:register', registerInput());
      expect(error?.message).toContain('Argo CD said: closed');
      expect(actions.double.requests).toEqual([]);
    },
  );

  it('3: without user and password none is made up', async () => {
    actions = await startActions({ instance: { token: null } });
    const { error } = await actions.run('argocd:register', registerInput());
    expect(error?.message).toContain('set token, tokenFile, or username');
  });

  it('4: deleting asks by project, and leaves no project behind', async () => {
    actions = await startActions();
    await actions.run('argocd:register', registerInput());
    const { outputs, error } = await actions.run('argocd:unregister', {
      name: 'visits-dev',
      project: 'visits',
      entityRef: 'component:default/visits',
    });
    expect(error).toBeUndefined();
    expect(outputs.result).toBe('removed');
    expect(actions.double.snapshot().projects).toHaveLength(1);
    expect(
      actions.double.requests
        .filter(({ path }) => path.startsWith('/api/v1/applications/'))
        .every(({ path }) => path.includes('project=visits')),
    ).toBe(true);
  });

  it('4: an Application that is gone already is no failure, and its project goes too', async () => {
    actions = await startActions();
    await actions.run('argocd:register', registerInput());
    await callDouble(
      actions.double,
      'DELETE',
      '/applications/visits-dev?project=visits',
    );
    await actions.double.refresh();
    const { outputs, error } = await actions.run('argocd:unregister', {
      name: 'visits-dev',
      project: 'visits',
      entityRef: 'component:default/visits',
    });
    expect(error).toBeUndefined();
    expect(outputs).toEqual({ result: 'absent', leftovers: [] });
    expect(actions.double.snapshot().projects).toHaveLength(1);
  });

  it.each([
    ['post', '/api/argocd/createArgo'],
    ['put', '/api/argocd/updateArgo/visits'],
    ['post', '/api/argocd/sync'],
    ['delete', '/api/argocd/argoInstance/main/applications/visits'],
    ['post', '/api/scaffolder/createArgo'],
    ['delete', '/api/scaffolder/argoInstance/main/applications/visits'],
  ] as const)(
    '5: no route creates, changes or deletes without a permission: %s %s',
    async (method, path) => {
      actions = await startActions();
      const backend = await startTestBackend({
        extensionPoints: [
          [scaffolderActionsExtensionPoint, { addActions: () => {} }],
        ],
        features: [
          scaffolderModuleArgocd,
          mockServices.rootConfig.factory({
            data: argocdConfig({
              name: 'main',
              url: actions.double.url,
              token: actions.double.token,
            }),
          }),
        ],
      });
      const response = await request(backend.server)[method](path).send({});
      expect(response.status).toBe(404);
      expect(actions.double.requests).toEqual([]);
      await backend.stop();
    },
  );

  it('outputs and the log of the task tell what was done', async () => {
    actions = await startActions();
    const { lines, outputs } = await actions.run(
      'argocd:register',
      registerInput(),
    );
    expect(lines).toEqual(
      expect.arrayContaining([
        'Created project visits',
        'Created application visits-dev',
      ]),
    );
    expect(Object.keys(outputs)).toEqual(
      expect.arrayContaining([
        'applicationUrl',
        'applicationName',
        'applicationNamespace',
        'project',
        'instance',
        'uid',
        'result',
        'syncStatus',
        'healthStatus',
        'revisions',
        'conditions',
        'images',
        'externalUrls',
        'annotations',
      ]),
    );
  });

  it('a project that exists is used, and never overwritten', async () => {
    actions = await startActions();
    const spec = {
      sourceRepos: ['https://git.example.com/*'],
      destinations: [{ server: '*', namespace: '*' }],
      clusterResourceWhitelist: [{ group: '*', kind: '*' }],
      description: 'by hand',
    };
    await callDouble(actions.double, 'POST', '/projects', {
      project: { metadata: { name: 'visits' }, spec },
    });
    const { error } = await actions.run('argocd:register', registerInput());
    expect(error).toBeUndefined();
    const project = actions.double
      .snapshot()
      .projects.find(({ metadata }) => metadata.name === 'visits');
    expect(project?.spec).toEqual(spec);
  });

  it('a retry after the cause is mended succeeds, instead of "Duplicate project"', async () => {
    const reconciler = InMemoryReconciler.create({
      missingPaths: ['ops/charts'],
    });
    actions = await startActions({ reconciler });
    const first = await actions.run('argocd:register', registerInput());
    expect(first.error).toBeDefined();
    reconciler.behaviour.missingPaths = [];
    const second = await actions.run('argocd:register', registerInput());
    expect(second.error).toBeUndefined();
    expect(second.outputs.result).toBe('created');
  });
});
