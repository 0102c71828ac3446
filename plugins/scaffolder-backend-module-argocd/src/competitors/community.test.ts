import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { InMemoryReconciler } from '@paved-path/sandbox';
import { getGlobalDispatcher } from 'undici';
import {
  registerInput,
  repoUrl,
  startActions,
  TestActions,
} from '../__testUtils__/startActions';

/** One test for each fault of @backstage-community's create-resources. */
describe('not as in the community action', () => {
  let actions: TestActions;
  afterEach(() => actions?.close());

  it('1: the finalizer is one that Argo CD knows, and only on request', async () => {
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

  it('1: an Application that such a finalizer holds is told as stuck, with the way out', async () => {
    actions = await startActions();
    const plural = 'resources-finalizers.argocd.argoproj.io';
    await actions.run('argocd:register', registerInput());
    const snapshot = actions.double.snapshot();
    snapshot.applications[0].metadata.finalizers = [plural];
    actions.double.restore(snapshot);
    const { error } = await actions.run('argocd:unregister', {
      name: 'visits-dev',
      project: 'visits',
      entityRef: 'component:default/visits',
    });
    expect(error?.message).toMatch(
      new RegExp(`${plural} keeps it.*kubectl edit`),
    );
  });

  it('2: the link holds the namespace that Argo CD runs in', async () => {
    actions = await startActions({ namespace: 'openshift-gitops' });
    const { outputs } = await actions.run('argocd:register', registerInput());
    expect(outputs.applicationUrl).toBe(
      `${actions.double.url}/applications/openshift-gitops/visits-dev`,
    );
  });

  it("3: Argo CD's own text is kept", async () => {
    actions = await startActions({
      reconciler: InMemoryReconciler.create({ missingPaths: ['ops/charts'] }),
    });
    const { error } = await actions.run('argocd:register', registerInput());
    expect(error?.message).toMatch(
      /check path and targetRevision.*Argo CD said: .*ops\/charts: app path does not exist/,
    );
  });

  it('4: a web page in place of an answer is recognised', async () => {
    actions = await startActions();
    actions.double.intercept = (_request, response) => {
      response.writeHead(200, { 'Content-Type': 'text/html' });
      response.end('<html>Sign in</html>');
      return true;
    };
    const { error } = await actions.run('argocd:register', registerInput());
    expect(error?.message).toContain('it answers with a web page');
  });

  it('5: certificates of the process stay checked', async () => {
    const before = getGlobalDispatcher();
    actions = await startActions({ instance: { caData: 'x' } });
    await actions.run('argocd:register', registerInput());
    expect(getGlobalDispatcher()).toBe(before);
    expect(process.env.NODE_TLS_REJECT_UNAUTHORIZED).toBeUndefined();
  });

  it('6: without credentials nothing is guessed', async () => {
    actions = await startActions({ instance: { token: null } });
    const { error } = await actions.run('argocd:register', registerInput());
    expect(error?.message).toContain('set token, tokenFile, or username');
    expect(actions.double.requests).toEqual([]);
  });

  it('6: a failed login is not repeated, so that it locks no account', async () => {
    actions = await startActions({
      instance: { token: null, username: 'admin', password: 'wrong' },
    });
    const { error } = await actions.run('argocd:register', registerInput());
    expect(error?.name).toBe('AuthenticationError');
    expect(error?.message).toContain('locked after five failures');
    expect(
      actions.double.requests.filter(({ path }) => path.includes('session')),
    ).toHaveLength(1);
  });

  it.each([
    ['argocd:register', 'argocd.application.create', registerInput()],
    [
      'argocd:manifest',
      'argocd.application.create',
      (({ wait, ...input }) => input)(registerInput()),
    ],
    [
      'argocd:unregister',
      'argocd.application.delete',
      { name: 'visits-dev', project: 'visits' },
    ],
    [
      'argocd:wait',
      'argocd.application.read',
      { name: 'visits-dev', project: 'visits' },
    ],
  ])(
    '7: %s asks for the permission %s before anything is sent',
    async (id, permission, input) => {
      actions = await startActions();
      actions.decisions[permission] = AuthorizeResult.DENY;
      const { error } = await actions.run(id, input);
      expect(error?.name).toBe('NotAllowedError');
      expect(error?.message).toContain(`"${permission}" is denied to you`);
      expect(actions.double.requests).toEqual([]);
    },
  );

  it('hard-coded values: revision, destination and sync policy are those that were asked for', async () => {
    actions = await startActions({
      clusters: { east: 'https://east.example.com' },
    });
    const { error } = await actions.run(
      'argocd:register',
      registerInput({
        sources: [{ repoUrl, targetRevision: 'v1.2', path: 'ops/charts' }],
        destination: { server: 'https://east.example.com', namespace: 'far' },
        sync: { automated: false, retryLimit: 2, options: ['Validate=false'] },
      }),
    );
    expect(error).toBeUndefined();
    expect(actions.double.applications()[0].spec).toMatchObject({
      source: { targetRevision: 'v1.2' },
      destination: { server: 'https://east.example.com', namespace: 'far' },
      syncPolicy: { syncOptions: ['Validate=false'], retry: { limit: 2 } },
    });
  });

  it('hard-coded values: the default sync policy deletes nothing', async () => {
    actions = await startActions();
    await actions.run('argocd:register', registerInput());
    expect(actions.double.applications()[0].spec.syncPolicy).toEqual({
      automated: { selfHeal: true },
      syncOptions: ['CreateNamespace=true'],
      retry: { limit: 5 },
    });
  });

  it('no rollback: the project is removed when the Application fails', async () => {
    actions = await startActions({
      reconciler: InMemoryReconciler.create({ missingPaths: ['ops/charts'] }),
    });
    await actions.run('argocd:register', registerInput());
    expect(actions.double.snapshot().projects).toHaveLength(1);
  });
});
