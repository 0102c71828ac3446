import { createMockDirectory } from '@backstage/backend-test-utils';
import { JsonObject } from '@backstage/types';
import {
  registerInput,
  repoUrl,
  startActions,
  TestActions,
} from './__testUtils__/startActions';

describe('what the configuration allows', () => {
  const workspace = createMockDirectory();
  let actions: TestActions;
  afterEach(() => actions?.close());

  it.each([
    [{ projects: ['team-*'] }, 'allow.projects'],
    [
      { repositoryPrefixes: ['https://a.example/'] },
      'allow.repositoryPrefixes',
    ],
    [{ destinations: [{ namespace: 'team-*' }] }, 'allow.destinations'],
    [{ destinations: [{ name: 'east' }] }, 'allow.destinations'],
  ])('allow-list %j holds before anything is sent', async (allow, key) => {
    actions = await startActions({ instance: { allow } });
    for (const id of ['argocd:register', 'argocd:manifest']) {
      const { error } = await actions.run(id, plainInput());
      expect(error?.message).toContain(`add it to ${key}`);
    }
    expect(actions.double.requests).toEqual([]);
  });

  it.each([
    'https://a.example/acme-evil/repo',
    'https://a.example/acme/../evil/repo',
    'https://a.example/acme/%2e%2E/evil/repo',
  ])('a repository prefix does not let %s in', async evil => {
    actions = await startActions({
      instance: { allow: { repositoryPrefixes: ['https://a.example/acme'] } },
    });
    const { error } = await actions.run('argocd:register', {
      ...plainInput(),
      sources: [{ repoUrl: evil, path: 'deploy' }],
    });

    expect(error?.message).toMatch(/repositoryPrefixes|path segments/);
    expect(actions.double.requests).toEqual([]);
  });

  it.each([
    ['https://b.example/evil/values.yaml'],
    ['https://a.example/acme/../evil/values.yaml'],
    ['https://a.example/acme-evil/values.yaml'],
    ['s3://bucket/values.yaml'],
    ['secrets+gpg-import:///keys/key.asc?secrets.yaml'],
    ['HTTPS://b.example/values.yaml'],
    ['https://{{.host}}/values.yaml'],
  ])('a value file does not come from %s', async file => {
    for (const allow of [
      {},
      { repositoryPrefixes: ['https://a.example/acme', 'https://git.example'] },
    ]) {
      actions = await startActions({ instance: { allow } });
      for (const id of ['argocd:register', 'argocd:manifest']) {
        const { error } = await actions.run(id, {
          ...plainInput(),
          sources: [{ repoUrl, path: 'a', helm: { valueFiles: [file] } }],
        });
        expect(error?.message).toContain('repositoryPrefixes');
      }
      expect(actions.double.requests).toEqual([]);
      await actions.close();
    }
  });

  it('a value file comes from the repository, another source, or below an allowed prefix', async () => {
    actions = await startActions({
      instance: {
        allow: {
          repositoryPrefixes: ['https://git.example.com/', 'https://a.example'],
        },
      },
    });
    const valueFiles = [
      'env/dev.yaml',
      '../values.yaml',
      '$values/dev.yaml',
      'https://a.example/values.yaml',
    ];
    const { error } = await actions.run(
      'argocd:register',
      registerInput({
        sources: [
          { repoUrl, path: 'a', helm: { valueFiles } },
          { repoUrl, ref: 'values' },
        ],
      }),
    );
    expect(error).toBeUndefined();
  });

  it.each(['https://b.example/evil', 'github.com/evil/repo//base?ref=main'])(
    'a Kustomize component does not come from %s',
    async component => {
      actions = await startActions();
      const { error } = await actions.run('argocd:register', {
        ...plainInput(),
        sources: [
          { repoUrl, path: 'a', kustomize: { components: [component] } },
        ],
      });
      expect(error?.message).toContain('repositoryPrefixes');
      expect(actions.double.requests).toEqual([]);
    },
  );

  it('a repository whose URL a generator completes is below no prefix', async () => {
    actions = await startActions({
      instance: {
        allow: {
          applicationSets: true,
          repositoryPrefixes: ['https://a.example/acme'],
        },
      },
    });
    const { error } = await actions.run('argocd:register', {
      ...plainInput(),
      sources: [{ repoUrl: 'https://a.example/acme/{{.name}}', path: 'a' }],
      applicationSet: {
        generators: [{ list: { elements: [{ name: '../evil/repo' }] } }],
      },
    });
    expect(error?.message).toContain('repositoryPrefixes');
    expect(actions.double.requests).toEqual([]);
  });

  it.each<[string, JsonObject]>([
    ['argocd:register', plainInput()],
    ['argocd:manifest', plainInput()],
    ['argocd:wait', { name: 'visits', project: 'visits' }],
    ['argocd:unregister', { name: 'visits', project: 'visits' }],
  ])('%s keeps to the namespaces for Applications', async (id, input) => {
    actions = await startActions({
      instance: { allow: { applicationNamespaces: ['team-*'] } },
    });
    const refused = await actions.run(id, { ...input, appNamespace: 'argo-x' });
    expect(refused.error?.message).toContain(
      'Cannot use the Application namespace "argo-x" with Argo CD "main": add it to allow.applicationNamespaces',
    );
    expect(actions.double.requests).toEqual([]);
    const admitted = await actions.run(
      id,
      { ...input, appNamespace: 'team-a' },
      { isDryRun: true, workspacePath: workspace.path },
    );
    expect(admitted.error).toBeUndefined();
  });

  it('argocd:manifest writes for no other namespace of Argo CD than those', async () => {
    actions = await startActions({
      instance: { allow: { applicationNamespaces: ['team-*'] } },
    });
    for (const [namespace, isAllowed] of [
      ['argocd', true],
      ['team-a', true],
      ['kube-system', false],
    ] as const) {
      const { error } = await actions.run(
        'argocd:manifest',
        { ...plainInput(), namespace },
        { workspacePath: workspace.path },
      );
      expect([namespace, error === undefined]).toEqual([namespace, isAllowed]);
    }
  });

  it('argocd:wait looks at no project that is not allowed', async () => {
    actions = await startActions({
      instance: { allow: { projects: ['team-*'] } },
    });
    const { error } = await actions.run('argocd:wait', {
      name: 'visits',
      project: 'payments',
    });

    expect(error?.message).toContain('add it to allow.projects');
    expect(actions.double.requests).toEqual([]);
  });

  it.each([
    [{ list: { elements: [], template: { spec: { project: 'default' } } } }],
    [{ matrix: { generators: [{ git: { repoURL: 'https://b.example/x' } }] } }],
  ])('an ApplicationSet does not get round them by %j', async generator => {
    actions = await startActions({
      instance: {
        allow: {
          applicationSets: true,
          repositoryPrefixes: ['https://a.example/', 'http://127.0.0.1'],
        },
      },
    });
    const { error } = await actions.run('argocd:register', {
      ...plainInput(),
      sources: [{ repoUrl: 'https://a.example/acme/visits', path: 'deploy' }],
      applicationSet: { generators: [generator] },
    });

    expect(error?.message).toMatch(
      /must not hold a "template"|allow.repositoryPrefixes/,
    );
    expect(actions.double.requests).toEqual([]);
  });
});

/** What both argocd:register and argocd:manifest take. */
function plainInput(): JsonObject {
  const { wait, ...input } = registerInput();
  return input;
}
