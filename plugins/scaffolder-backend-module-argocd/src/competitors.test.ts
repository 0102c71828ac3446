import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createMockDirectory } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { InMemoryReconciler } from '@paved-path/sandbox';
import { getGlobalDispatcher } from 'undici';
import {
  registerInput,
  repoUrl,
  server,
  startActions,
  TestActions,
} from './__testUtils__/startActions';

/** One test for each fault of another integration, named after it. */
describe('what other integrations get wrong', () => {
  const workspace = createMockDirectory();
  let actions: TestActions;
  afterEach(() => actions?.close());

  it('the finalizer is one that Argo CD knows, and only on request', async () => {
    actions = await startActions();
    await actions.run('argocd:register', registerInput());
    expect(
      actions.double.applications()[0].metadata.finalizers,
    ).toBeUndefined();
    await actions.run(
      'argocd:register',
      registerInput({ cascadeFinalizer: true }),
    );
    expect(actions.double.applications()[0].metadata.finalizers).toEqual([
      'resources-finalizer.argocd.argoproj.io',
    ]);
  });

  it('the link holds the namespace that Argo CD runs in', async () => {
    actions = await startActions({ namespace: 'openshift-gitops' });
    const { outputs } = await actions.run('argocd:register', registerInput());
    expect(outputs.applicationUrl).toBe(
      `${actions.double.url}/applications/openshift-gitops/visits-dev`,
    );
  });

  it("Argo CD's own text is kept", async () => {
    actions = await startActions({
      reconciler: InMemoryReconciler.create({ missingPaths: ['ops/charts'] }),
    });
    const { error } = await actions.run('argocd:register', registerInput());
    expect(error?.message).toMatch(
      /check path and targetRevision.*Argo CD said: .*ops\/charts: app path does not exist/,
    );
  });

  it('a web page in place of an answer is recognised', async () => {
    actions = await startActions();
    actions.double.intercept = (_request, response) => {
      response.writeHead(200, { 'Content-Type': 'text/html' });
      response.end('<html>Sign in</html>');
      return true;
    };
    const { error } = await actions.run('argocd:register', registerInput());
    expect(error?.message).toContain('it answers with a web page');
  });

  it('certificates of the process stay checked', async () => {
    const before = getGlobalDispatcher();
    actions = await startActions({ instance: { caData: 'x' } });
    await actions.run('argocd:register', registerInput());
    expect(getGlobalDispatcher()).toBe(before);
    expect(process.env.NODE_TLS_REJECT_UNAUTHORIZED).toBeUndefined();
  });

  it('without credentials nothing is guessed', async () => {
    actions = await startActions({ instance: { token: undefined! } });
    const { error } = await actions.run('argocd:register', registerInput());
    expect(error?.message).toContain('set token, tokenFile, or username');
    expect(actions.double.requests).toEqual([]);
  });

  it('a failed login is not repeated', async () => {
    actions = await startActions({
      instance: { token: undefined!, username: 'admin', password: 'wrong' },
    });
    const { error } = await actions.run('argocd:register', registerInput());
    expect(error?.name).toBe('AuthenticationError');
    expect(error?.message).toContain('locked after five failures');
    expect(
      actions.double.requests.filter(({ path }) => path.includes('session')),
    ).toHaveLength(1);
  });

  it('the permission is asked before anything is sent', async () => {
    actions = await startActions();
    actions.decisions['argocd.application.create'] = AuthorizeResult.DENY;
    const { error } = await actions.run('argocd:register', registerInput());
    expect(error?.name).toBe('NotAllowedError');
    expect(actions.double.requests).toEqual([]);
  });

  it('the project is removed when the Application fails', async () => {
    actions = await startActions({
      reconciler: InMemoryReconciler.create({ missingPaths: ['ops/charts'] }),
    });
    await actions.run('argocd:register', registerInput());
    expect(actions.double.snapshot().projects).toHaveLength(1);
  });

  it('a project that exists is used, and never overwritten', async () => {
    actions = await startActions();
    const body = {
      project: {
        metadata: { name: 'visits' },
        spec: {
          sourceRepos: ['https://git.example.com/*'],
          destinations: [{ server: '*', namespace: '*' }],
          clusterResourceWhitelist: [{ group: '*', kind: '*' }],
          description: 'by hand',
        },
      },
    };
    await fetch(`${actions.double.url}/api/v1/projects`, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${actions.double.token}`,
        'Content-Type': 'application/json',
      },
      body: JSON.stringify(body),
    });
    const { error } = await actions.run('argocd:register', registerInput());
    expect(error).toBeUndefined();
    const project = actions.double
      .snapshot()
      .projects.find(({ metadata }) => metadata.name === 'visits');
    expect(project?.spec).toEqual(body.project.spec);
  });

  it('the default project stays untouched, in every mode', async () => {
    actions = await startActions();
    const before = actions.double.snapshot().projects[0];
    for (const mode of ['require', 'ensure', 'merge']) {
      await actions.run(
        'argocd:register',
        registerInput({
          name: `a-${mode}`,
          project: { name: 'default', mode },
        }),
      );
    }
    expect(actions.double.snapshot().projects).toEqual([before]);
  });

  it.each([401, 409, 500])(
    'a project that is answered with %i is a failure',
    async status => {
      actions = await startActions();
      actions.double.intercept = ({ method, url }, response) => {
        if (method === 'POST' && url === '/api/v1/projects') {
          response.writeHead(status, { 'Content-Type': 'application/json' });
          response.end(JSON.stringify({ message: 'no', error: 'no', code: 2 }));
          return true;
        }
        return false;
      };
      const { error } = await actions.run('argocd:register', registerInput());
      expect(error?.message).toContain('Argo CD said: no');
      expect(actions.double.applications()).toEqual([]);
    },
  );

  it('deleting asks by project, and leaves no project behind', async () => {
    actions = await startActions();
    await actions.run('argocd:register', registerInput());
    const { outputs, error } = await actions.run('argocd:unregister', {
      name: 'visits-dev',
      project: 'visits',
      entityRef: 'component:default/visits',
    });
    expect(error).toBeUndefined();
    expect(outputs.result).toBe('removed');
    expect(outputs.leftovers).toEqual([
      {
        what: 'namespace visits',
        command: 'kubectl delete namespace visits',
      },
    ]);
    expect(actions.double.snapshot().projects).toHaveLength(1);
    expect(
      actions.double.requests
        .filter(({ path }) => path.startsWith('/api/v1/applications/'))
        .every(({ path }) => path.includes('project=visits')),
    ).toBe(true);
  });

  it('the destination namespace is the one that was asked for', async () => {
    actions = await startActions();
    await actions.run(
      'argocd:register',
      registerInput({ destination: { name: 'in-cluster', namespace: 'far' } }),
    );
    expect(actions.double.applications()[0].spec.destination).toEqual({
      name: 'in-cluster',
      namespace: 'far',
    });
  });

  it('waiting ends in time, and says that it did', async () => {
    actions = await startActions({
      reconciler: InMemoryReconciler.create({ finalHealth: 'Progressing' }),
    });
    await actions.run(
      'argocd:register',
      registerInput({ wait: { for: 'none' } }),
    );
    const late = await actions.run('argocd:wait', {
      name: 'visits-dev',
      project: 'visits',
      timeoutSeconds: 1,
    });
    expect(late.error?.message).toContain('Cannot wait longer than 1 s');
    const fine = await actions.run('argocd:wait', {
      name: 'visits-dev',
      project: 'visits',
      until: { image: 'abc' },
      timeoutSeconds: 1,
      onTimeout: 'succeed',
      waitingFor: 'the first build',
      link: 'https://ci.example.com/runs',
    });
    expect(fine.error).toBeUndefined();
    expect(fine.outputs.timedOut).toBe(true);
    expect(fine.lines).toContain(
      'Waiting for the first build: https://ci.example.com/runs',
    );
    expect(fine.lines.at(-1)).toContain('goes on by itself');
  });

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

  it('the sync policy is the one that was asked for, and safe by default', async () => {
    actions = await startActions();
    await actions.run('argocd:register', registerInput());
    expect(actions.double.applications()[0].spec.syncPolicy).toEqual({
      automated: { selfHeal: true },
      syncOptions: ['CreateNamespace=true'],
      retry: { limit: 5 },
    });
  });

  it('an Application of someone else is refused, with who owns it', async () => {
    actions = await startActions();
    await actions.run('argocd:register', registerInput());
    const { error } = await actions.run(
      'argocd:register',
      registerInput({ entityRef: 'component:default/thief' }),
      { task: { id: 'task-2' } },
    );
    expect(error?.name).toBe('ConflictError');
    expect(error?.message).toContain('entity "component:default/visits"');
    expect(actions.double.applications()).toHaveLength(1);
  });

  it('a name that is taken in another project is refused as that', async () => {
    actions = await startActions();
    await actions.run('argocd:register', registerInput());
    const { error } = await actions.run(
      'argocd:register',
      registerInput({ project: { name: 'other', mode: 'ensure' } }),
    );
    expect(error?.message).toContain('taken in another project');
    expect(actions.double.snapshot().projects).toHaveLength(2);
  });

  it('a path that renders nothing is not healthy', async () => {
    actions = await startActions({
      reconciler: InMemoryReconciler.create({ objects: [] }),
    });
    const { error } = await actions.run(
      'argocd:register',
      registerInput({ wait: { timeoutSeconds: 5, degradedGraceSeconds: 1 } }),
    );
    expect(error?.message).toContain('the path rendered nothing');
  });

  it('GitOps: the same objects as YAML in the workspace', async () => {
    actions = await startActions();
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
  });
});
