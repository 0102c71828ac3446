import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createMockDirectory } from '@backstage/backend-test-utils';
import { InMemoryReconciler } from '@paved-path/sandbox';
import { registerExamples } from '../actions/register.examples';
import { answer } from '../__testUtils__/answer';
import {
  registerInput,
  repoUrl,
  server,
  startActions,
  TestActions,
} from '../__testUtils__/startActions';

const waitInput = { name: 'visits-dev', project: 'visits' };

describe('not as in CNOE', () => {
  let actions: TestActions;
  afterEach(() => actions?.close());

  it('appNamespace is the namespace of the Application, not that of its objects', async () => {
    actions = await startActions({ applicationNamespaces: ['team-a'] });
    const snapshot = actions.double.snapshot();
    snapshot.projects[0].spec.sourceNamespaces = ['team-*', 'team-a'];
    actions.double.restore(snapshot);
    const { error, outputs } = await actions.run(
      'argocd:register',
      registerInput({
        appNamespace: 'team-a',
        project: { name: 'default', mode: 'require' },
      }),
    );
    expect(error).toBeUndefined();
    expect(outputs).toMatchObject({
      applicationNamespace: 'team-a',
      applicationUrl: `${actions.double.url}/applications/team-a/visits-dev`,
      annotations: { 'argocd/app-namespace': 'team-a' },
    });
    expect(actions.double.applications()[0]).toMatchObject({
      metadata: { namespace: 'team-a' },
      spec: { destination: { namespace: 'visits' } },
    });
    const removed = await actions.run('argocd:unregister', {
      name: 'visits-dev',
      project: 'default',
      appNamespace: 'team-a',
    });
    expect(removed.outputs.result).toBe('removed');
  });

  it('the project need not be there already', async () => {
    actions = await startActions();
    const { error, lines } = await actions.run(
      'argocd:register',
      registerInput({ project: { name: 'fresh', mode: 'ensure' } }),
    );
    expect(error).toBeUndefined();
    expect(lines).toContain('Created project fresh');
  });

  it('the examples are of this action, not of another one', () => {
    for (const { example } of registerExamples) {
      expect(example).toContain('action: argocd:register');
    }
  });

  it('a repository that was pushed a moment ago needs no sleep before', async () => {
    actions = await startActions();
    actions.double.intercept = answer(
      'POST /api/v1/applications',
      400,
      'repository not accessible: repository not found',
      { times: 2 },
    );
    const { error, lines } = await actions.run(
      'argocd:register',
      registerInput(),
    );
    expect(error).toBeUndefined();
    expect(lines).toContain(
      'Argo CD does not see what was pushed yet, trying again',
    );
  });
});

describe('not as in the templates of RHDH', () => {
  it('the instance is chosen by the template, not built in', async () => {
    const first = await startActions();
    const actions = await startActions({
      instance: { name: 'east' },
      more: [
        { name: 'west', url: first.double.url, token: first.double.token },
      ],
    });
    const { outputs } = await actions.run(
      'argocd:register',
      registerInput({ instance: 'west' }),
    );
    expect(outputs.instance).toBe('west');
    expect(first.double.applications()).toHaveLength(1);
    expect(actions.double.requests).toEqual([]);
    await actions.close();
    await first.close();
  });
});

describe('not as in the templates of RHDH, at the end', () => {
  it('a registration that fails leaves nothing for the steps after it', async () => {
    const actions = await startActions({
      reconciler: InMemoryReconciler.create({ finalHealth: 'Degraded' }),
    });
    const { error, outputs } = await actions.run(
      'argocd:register',
      registerInput({ wait: { timeoutSeconds: 5, degradedGraceSeconds: 0 } }),
    );
    expect(error).toBeDefined();
    expect(outputs).toEqual({});
    expect(actions.double.applications()).toEqual([]);
    await actions.close();
  });
});

describe('not as in create-argocd-application', () => {
  let actions: TestActions;
  afterEach(() => actions?.close());

  it('the namespace and the project are those that were asked for', async () => {
    actions = await startActions();
    await actions.run(
      'argocd:register',
      registerInput({ destination: { name: 'in-cluster', namespace: 'far' } }),
    );
    expect(actions.double.applications()[0].spec).toMatchObject({
      project: 'visits',
      destination: { name: 'in-cluster', namespace: 'far' },
    });
  });

  it('Kustomize, plain folders and several sources, not only Helm', async () => {
    actions = await startActions();
    for (const [name, sources] of Object.entries({
      kustomize: [{ repoUrl, path: 'k', kustomize: { namePrefix: 'a-' } }],
      directory: [{ repoUrl, path: 'd', directory: { recurse: true } }],
      several: [
        { repoUrl, path: 'chart', helm: { valueFiles: ['$values/v.yaml'] } },
        { repoUrl, ref: 'values' },
      ],
    })) {
      const { error } = await actions.run(
        'argocd:register',
        registerInput({ name, sources }),
      );
      expect(error).toBeUndefined();
    }
    const specs = Object.fromEntries(
      actions.double
        .applications()
        .map(({ metadata, spec }) => [metadata.name, spec]),
    );
    expect(specs.kustomize.source?.kustomize).toEqual({ namePrefix: 'a-' });
    expect(specs.directory.source?.directory).toEqual({ recurse: true });
    expect(specs.several.sources).toHaveLength(2);
    expect(specs.several.source).toBeUndefined();
  });

  it('waiting that ran out of time is a failure, and says so', async () => {
    actions = await startActions({
      reconciler: InMemoryReconciler.create({ finalHealth: 'Progressing' }),
    });
    await actions.run(
      'argocd:register',
      registerInput({ wait: { for: 'none' } }),
    );
    const late = await actions.run('argocd:wait', {
      ...waitInput,
      timeoutSeconds: 1,
    });
    expect(late.error?.message).toContain('Cannot wait longer than 1 s');
    expect(late.outputs.timedOut).toBe(true);
  });

  it('the token is in no log, output or error of a failed request', async () => {
    actions = await startActions({ token: 'planted-token-of-argocd' });
    actions.double.intercept = (received, response) => {
      response.writeHead(400, { 'Content-Type': 'application/json' });
      const message = `no: ${received.headers.authorization}`;
      response.end(JSON.stringify({ message, error: message, code: 3 }));
      return true;
    };
    const { error, lines, outputs } = await actions.run(
      'argocd:register',
      registerInput(),
    );
    expect(error?.message).toContain('no: Bearer ***');
    expect(
      [error?.stack, JSON.stringify([error?.cause, lines, outputs])].join(),
    ).not.toContain('planted-token');
  });
});

describe('not as in appmod-blueprints', () => {
  let actions: TestActions;
  afterEach(() => actions?.close());

  it('projects admit what is needed, not everything', async () => {
    actions = await startActions();
    await actions.run('argocd:register', registerInput());
    const project = actions.double
      .snapshot()
      .projects.find(({ metadata }) => metadata.name === 'visits');
    expect(project?.spec).toEqual({
      sourceRepos: [repoUrl],
      destinations: [{ server, namespace: 'visits' }],
      clusterResourceWhitelist: [{ group: '', kind: 'Namespace' }],
    });
  });

  it('the finalizer is no annotation', async () => {
    actions = await startActions();
    await actions.run(
      'argocd:register',
      registerInput({ cascadeFinalizer: true }),
    );
    const { annotations } = actions.double.applications()[0].metadata;
    expect(Object.keys(annotations ?? {}).join()).not.toContain('finalizer');
  });

  it('waiting waits: it ends when the first sync is over', async () => {
    actions = await startActions({
      reconciler: InMemoryReconciler.create({ progressingMs: 300 }),
    });
    await actions.run(
      'argocd:register',
      registerInput({ wait: { for: 'none' } }),
    );
    expect(actions.double.applications()[0].status.health?.status).not.toBe(
      'Healthy',
    );
    const { outputs } = await actions.run('argocd:wait', waitInput);
    expect(outputs).toMatchObject({
      syncStatus: 'Synced',
      healthStatus: 'Healthy',
    });
  });
});

describe('not as in TeraSky', () => {
  it('the same objects are written as YAML, and can be waited for', async () => {
    const workspace = createMockDirectory();
    const actions = await startActions();
    const { outputs } = await actions.run(
      'argocd:manifest',
      {
        name: 'visits-dev',
        project: { name: 'visits' },
        sources: [{ repoUrl, path: 'ops/charts' }],
        destination: { server, namespace: 'visits' },
      },
      { workspacePath: workspace.path },
    );
    expect(outputs.paths).toEqual([
      'argocd/visits.appproject.yaml',
      'argocd/visits-dev.application.yaml',
    ]);
    const text = await readFile(
      join(workspace.path, 'argocd/visits-dev.application.yaml'),
      'utf8',
    );
    expect(text).toContain('kind: Application');
    expect(actions.double.requests).toEqual([]);
    await actions.close();
  });
});

describe('not as in terraform-provider-argocd and the argocd CLI', () => {
  let actions: TestActions;
  afterEach(() => actions?.close());

  it('a failed sync ends the wait at once', async () => {
    actions = await startActions({
      reconciler: InMemoryReconciler.create({ syncError: 'quota exceeded' }),
    });
    const { error } = await actions.run(
      'argocd:register',
      registerInput({
        sync: { retryLimit: 0 },
        // Without failing fast, the time of this test is over first
        wait: { timeoutSeconds: 600 },
      }),
    );
    expect(error?.message).toMatch(/Cannot deploy.*quota exceeded/);
  });

  it('what Argo CD saw before an update says nothing about the update', async () => {
    const reconciler = InMemoryReconciler.create();
    actions = await startActions({ reconciler });
    await actions.run('argocd:register', registerInput());
    reconciler.behaviour.finalHealth = 'Degraded';
    const { error } = await actions.run(
      'argocd:register',
      registerInput({
        sync: { prune: true },
        wait: { timeoutSeconds: 5, degradedGraceSeconds: 0 },
      }),
    );
    expect(error?.message).toContain('Degraded');
  });

  it('an Application that is healthy already is not waited for', async () => {
    actions = await startActions();
    await actions.run('argocd:register', registerInput());
    const before = actions.double.requests.length;
    const { error } = await actions.run('argocd:wait', waitInput);
    expect(error).toBeUndefined();
    expect(actions.double.requests).toHaveLength(before + 1);
  });
});

describe('not as in the action that only simulates Argo CD', () => {
  it('Degraded is a failure, with the worst resource', async () => {
    const actions = await startActions({
      reconciler: InMemoryReconciler.create({
        finalHealth: 'Degraded',
        healthMessage: 'exceeded its progress deadline',
      }),
    });
    const { error } = await actions.run(
      'argocd:register',
      registerInput({ wait: { timeoutSeconds: 5, degradedGraceSeconds: 0 } }),
    );
    expect(error?.message).toMatch(
      /Deployment visits-dev.*exceeded its progress deadline/,
    );
    await actions.close();
  });
});
