import { InMemoryReconciler } from '@paved-path/sandbox';
import {
  registerInput,
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

  it('registers an ApplicationSet where the instance allows it', async () => {
    actions = await startActions({
      instance: { allow: { applicationSets: true } },
    });
    const input = registerInput({
      applicationSet: { generators: [{ list: { elements: [{ name: 'x' }] } }] },
    });
    for (const result of ['created', 'unchanged']) {
      const { error, outputs } = await actions.run('argocd:register', input);
      expect(error).toBeUndefined();
      expect(outputs.result).toBe(result);
    }
    expect(actions.double.snapshot().applicationSets[0].spec).toMatchObject({
      syncPolicy: { preserveResourcesOnDeletion: true },
    });
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
