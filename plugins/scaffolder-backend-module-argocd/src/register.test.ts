import { JsonObject } from '@backstage/types';
import { InMemoryReconciler } from '@paved-path/sandbox';
import {
  registerInput,
  server,
  startActions,
  TestActions,
} from './__testUtils__/startActions';

describe('argocd:register', () => {
  let actions: TestActions;
  afterEach(() => actions.close());

  it('makes project and Application, and waits until it is healthy', async () => {
    const reconciler = InMemoryReconciler.create({
      progressingMs: 200,
      healthMessage: '1 of 2 updated replicas are available',
      images: ['ghcr.io/acme/visits:1'],
      externalURLs: ['http://localhost:7200'],
    });
    actions = await startActions({ reconciler });
    const { lines, outputs, error } = await actions.run(
      'argocd:register',
      registerInput({
        sync: {
          createNamespace: true,
          managedNamespaceMetadata: {
            labels: { 'pod-security.kubernetes.io/enforce': 'restricted' },
          },
        },
      }),
    );
    expect(error).toBeUndefined();
    expect(outputs).toMatchObject({
      applicationUrl: `${actions.double.url}/applications/argocd/visits-dev`,
      applicationName: 'visits-dev',
      project: 'visits',
      instance: 'main',
      result: 'created',
      syncStatus: 'Synced',
      healthStatus: 'Healthy',
      images: ['ghcr.io/acme/visits:1'],
      externalUrls: ['http://localhost:7200'],
    });
    expect(lines).toEqual(
      expect.arrayContaining([
        'Created project visits',
        'Created application visits-dev',
        'Progressing: Deployment visits-dev: 1 of 2 pods',
        expect.stringMatching(/^Healthy at [0-9a-f]{7}$/),
      ]),
    );
    expect(reconciler.applied.get('visits-dev')?.[0]).toMatchObject({
      kind: 'Namespace',
      metadata: {
        labels: { 'pod-security.kubernetes.io/enforce': 'restricted' },
      },
    });
  });

  it('is unchanged on a re-run, by the same and by a later task', async () => {
    actions = await startActions();
    await actions.run('argocd:register', registerInput());
    const before = actions.double.snapshot();
    for (const id of ['task-1', 'task-2']) {
      const again = await actions.run('argocd:register', registerInput(), {
        task: { id },
      });
      expect(again.error).toBeUndefined();
      expect(again.outputs.result).toBe('unchanged');
    }
    expect(actions.double.applications()[0].spec).toEqual(
      before.applications[0].spec,
    );
  });

  it('updates what the same entity owns', async () => {
    actions = await startActions();
    await actions.run('argocd:register', registerInput());
    const { outputs } = await actions.run(
      'argocd:register',
      registerInput({ sync: { prune: true } }),
      { task: { id: 'task-2' } },
    );
    expect(outputs.result).toBe('updated');
    expect(
      actions.double.applications()[0].spec.syncPolicy?.automated?.prune,
    ).toBe(true);
  });

  it('lets several Applications of an entity share a project', async () => {
    actions = await startActions();
    await actions.run('argocd:register', registerInput());
    const second = await actions.run(
      'argocd:register',
      registerInput({
        name: 'visits-prod',
        destination: {
          server: 'https://kubernetes.default.svc',
          namespace: 'visits-prod',
        },
      }),
    );
    expect(second.error).toBeUndefined();
    const project = actions.double
      .snapshot()
      .projects.find(({ metadata }) => metadata.name === 'visits');
    expect(project?.spec.destinations).toHaveLength(2);
  });

  it('takes back what it made when the sync fails, and says why', async () => {
    actions = await startActions({
      reconciler: InMemoryReconciler.create({
        syncError: 'deployments.apps "visits" is forbidden: exceeded quota',
      }),
    });
    const { error, lines } = await actions.run(
      'argocd:register',
      registerInput({ sync: { retryLimit: 0 } }),
    );
    expect(error?.message).toContain('exceeded quota');
    expect(lines).toEqual(
      expect.arrayContaining([
        'Rolled back: application "visits-dev"',
        'Rolled back: project "visits"',
      ]),
    );
    const { applications, projects } = actions.double.snapshot();
    expect(applications).toEqual([]);
    expect(projects).toHaveLength(1);
  });

  it('tries again what failed before, once the cause is mended', async () => {
    const reconciler = InMemoryReconciler.create({ syncError: 'quota' });
    actions = await startActions({ reconciler });
    const input = registerInput({
      sync: { createNamespace: true, retryLimit: 0 },
      onFailure: 'keep',
    });
    const first = await actions.run('argocd:register', input);
    expect(first.error?.message).toContain('quota');
    expect(actions.double.applications()).toHaveLength(1);
    reconciler.behaviour.syncError = undefined;
    // Argo CD itself does not repeat a sync of the same commit
    const second = await actions.run('argocd:register', input);
    expect(second.error).toBeUndefined();
    expect(second.outputs.result).toBe('unchanged');
    expect(second.lines).toContain('Sync started');
  });

  it('syncs by hand what is not automated', async () => {
    actions = await startActions();
    const { error, lines } = await actions.run(
      'argocd:register',
      registerInput({ sync: { automated: false } }),
    );
    expect(error).toBeUndefined();
    expect(lines).toContain('Sync started');
  });

  it('names every missing right at once, before anything is made', async () => {
    actions = await startActions({
      accounts: {
        portal: {
          password: 'x',
          token: 'portal-token',
          policies: [
            'projects, get, *',
            'applications, get, *',
            'repositories, get, *',
          ],
        },
      },
      instance: { token: 'portal-token' },
    });
    const { error } = await actions.run(
      'argocd:register',
      registerInput({
        sync: { automated: false },
        repository: { type: 'https', passwordSecret: 'key' },
      }),
      { secrets: { key: 'secret-word' } },
    );
    expect(error?.name).toBe('NotAllowedError');
    for (const line of [
      'p, portal, projects, create, visits, allow',
      'p, portal, applications, create, visits/visits-dev, allow',
      'p, portal, applications, sync, visits/visits-dev, allow',
      'p, portal, repositories, create, visits/https://git.example.com/platform/visits.git, allow',
    ]) {
      expect(error?.message).toContain(line);
    }
    expect(
      actions.double.requests.every(({ method }) => method === 'GET'),
    ).toBe(true);
  });

  it.each<[string, JsonObject, string[]]>([
    [
      'a new namespace',
      { destination: { server, namespace: 'far' } },
      ['p, portal, projects, update, visits, allow'],
    ],
    [
      'a new cluster',
      { destination: { server: 'https://east.example.com', namespace: 'far' } },
      [
        'p, portal, projects, update, visits, allow',
        'p, portal, clusters, update, https://east.example.com, allow',
      ],
    ],
    [
      'a cluster by name',
      { destination: { name: 'east', namespace: 'far' } },
      ['p, portal, clusters, update, *, allow'],
    ],
    [
      'a new repository',
      { sources: [{ repoUrl: 'https://git.example.com/b.git', path: 'a' }] },
      ['p, portal, repositories, update, https://git.example.com/b.git, allow'],
    ],
    [
      'a new kind, which takes all clusters of the project',
      { sync: { createNamespace: true } },
      ['p, portal, clusters, update, https://kubernetes.default.svc, allow'],
    ],
  ])(
    'names the rights to extend its project by %s, before anything is made',
    async (_title, changes, expected) => {
      actions = await startActions({
        clusters: { east: 'https://east.example.com' },
        accounts: {
          portal: {
            password: 'x',
            token: 'portal-token',
            policies: ['projects', 'applications'].flatMap(resource =>
              ['get', 'create', 'delete'].map(
                action => `${resource}, ${action}, *`,
              ),
            ),
          },
        },
        instance: { token: 'portal-token' },
      });
      await actions.run(
        'argocd:register',
        registerInput({ sync: { createNamespace: false } }),
      );
      const before = actions.double.snapshot();
      const { error } = await actions.run(
        'argocd:register',
        registerInput({
          name: 'visits-far',
          sync: { createNamespace: false },
          ...changes,
        }),
      );
      expect(error?.name).toBe('NotAllowedError');
      for (const line of expected) {
        expect(error?.message).toContain(line);
      }
      expect(actions.double.snapshot().projects).toEqual(before.projects);
    },
  );

  it('says beforehand when it could not be taken back', async () => {
    actions = await startActions({
      accounts: {
        portal: {
          password: 'x',
          token: 'portal-token',
          policies: ['projects', 'applications'].flatMap(resource =>
            ['get', 'create'].map(action => `${resource}, ${action}, *`),
          ),
        },
      },
      instance: { token: 'portal-token' },
    });
    const { error, lines } = await actions.run(
      'argocd:register',
      registerInput(),
    );
    expect(error).toBeUndefined();
    expect(lines[0]).toMatch(
      /On failure, not everything can be taken back: .*applications, delete, visits\/visits-dev/,
    );
  });

  it('tells after a rollback that Argo CD keeps the namespace', async () => {
    actions = await startActions({
      reconciler: InMemoryReconciler.create({ finalHealth: 'Degraded' }),
    });
    const { lines } = await actions.run(
      'argocd:register',
      registerInput({ wait: { timeoutSeconds: 5, degradedGraceSeconds: 0 } }),
    );
    expect(lines.join('\n')).toContain('kubectl delete namespace visits');
  });

  it.each(['offline', 'online'])(
    'sends nothing in a dry run, %s',
    async mode => {
      actions = await startActions();
      const before = actions.double.snapshot();
      const { error, lines } = await actions.run(
        'argocd:register',
        registerInput({ dryRunMode: mode }),
        { isDryRun: true, secrets: undefined },
      );
      expect(error).toBeUndefined();
      expect(lines.join('\n')).toContain('kind: Application');
      expect(actions.double.snapshot()).toEqual(before);
      expect(
        actions.double.requests.every(({ method }) => method === 'GET'),
      ).toBe(true);
      expect(actions.double.requests.length > 0).toBe(mode === 'online');
    },
  );
});
