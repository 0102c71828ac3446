import { callDouble } from './__testUtils__/callDouble';
import {
  registerInput,
  startActions,
  TestActions,
} from './__testUtils__/startActions';

describe('argocd:register and what belongs to others', () => {
  let actions: TestActions;
  afterEach(() => actions?.close());

  /** Change the metadata of the only Application, as its other owner would. */
  function own(metadata: object) {
    const snapshot = actions.double.snapshot();
    Object.assign(snapshot.applications[0].metadata, metadata);
    actions.double.restore(snapshot);
  }

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

  it('an Application of another entity is refused, before anything is made', async () => {
    actions = await startActions();
    await actions.run('argocd:register', registerInput());
    const before = actions.double.snapshot();
    const sent = actions.double.requests.length;
    const { error } = await actions.run(
      'argocd:register',
      registerInput({ entityRef: 'component:default/thief' }),
      { task: { id: 'task-2' } },
    );
    expect(error?.name).toBe('ConflictError');
    expect(error?.message).toContain('entity "component:default/visits"');
    expect(actions.double.snapshot().projects).toEqual(before.projects);
    expect(
      actions.double.requests
        .slice(sent)
        .every(({ method }) => method === 'GET'),
    ).toBe(true);
  });

  it.each([
    [
      'an ApplicationSet',
      {
        ownerReferences: [
          {
            apiVersion: 'argoproj.io/v1alpha1',
            kind: 'ApplicationSet',
            name: 'all-services',
          },
        ],
      },
      'ApplicationSet "all-services"; change it there',
    ],
    [
      'a parent Application',
      {
        annotations: {
          'argocd.argoproj.io/tracking-id':
            'root:argoproj.io/Application:argocd/visits-dev',
        },
      },
      'Application "root"; change it there',
    ],
    [
      'Helm',
      { annotations: {}, labels: { 'app.kubernetes.io/managed-by': 'Helm' } },
      'belongs to "Helm"',
    ],
    ['nobody known', { annotations: {}, labels: {} }, 'someone outside'],
  ])(
    'what %s owns is refused with that',
    async (_owner, metadata, expected) => {
      actions = await startActions();
      await actions.run('argocd:register', registerInput());
      own(metadata);
      for (const [id, input] of [
        ['argocd:register', registerInput({ sync: { prune: true } })],
        [
          'argocd:unregister',
          {
            name: 'visits-dev',
            project: 'visits',
            entityRef: 'component:default/visits',
          },
        ],
      ] as const) {
        const { error } = await actions.run(id, input);
        expect(error?.name).toBe('ConflictError');
        expect(error?.message).toContain(
          id === 'argocd:register' ? expected : expected.split(';')[0],
        );
      }
      expect(actions.double.applications()).toHaveLength(1);
    },
  );

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

  it.each(['adopt-if-equal', 'fail'])(
    'onExisting %s changes nothing that exists',
    async onExisting => {
      actions = await startActions();
      await actions.run('argocd:register', registerInput());
      const before = actions.double.applications()[0].spec;
      const equal = await actions.run(
        'argocd:register',
        registerInput({ onExisting }),
      );
      expect(equal.outputs.result).toBe('unchanged');
      const different = await actions.run(
        'argocd:register',
        registerInput({ onExisting, sync: { prune: true } }),
      );
      expect(different.error?.name).toBe('ConflictError');
      expect(actions.double.applications()[0].spec).toEqual(before);
    },
  );

  it('a project of another owner is extended on request only, and never shrunk', async () => {
    actions = await startActions();
    await callDouble(actions.double, 'POST', '/projects', {
      project: {
        metadata: { name: 'visits' },
        spec: { sourceRepos: ['https://git.example.com/other.git'] },
      },
    });
    const ensured = await actions.run('argocd:register', registerInput());
    expect(ensured.error?.message).toMatch(
      /belongs to someone outside Backstage: it does not admit sourceRepos.*mode "merge"/,
    );
    const merged = await actions.run(
      'argocd:register',
      registerInput({ project: { name: 'visits', mode: 'merge' } }),
    );
    expect(merged.error).toBeUndefined();
    const project = actions.double
      .snapshot()
      .projects.find(({ metadata }) => metadata.name === 'visits');
    expect(project?.spec.sourceRepos).toEqual([
      'https://git.example.com/other.git',
      'https://git.example.com/platform/visits.git',
    ]);
  });

  it('an update that fails is put back, and so are the entries of the project', async () => {
    actions = await startActions();
    await actions.run('argocd:register', registerInput());
    const before = actions.double.snapshot();
    const { error, lines } = await actions.run(
      'argocd:register',
      registerInput({
        destination: {
          server: 'https://kubernetes.default.svc',
          namespace: 'elsewhere',
        },
        wait: { timeoutSeconds: 1, revision: 'f'.repeat(40) },
      }),
    );
    expect(error?.name).toBe('DeploymentError');
    expect(lines).toEqual(
      expect.arrayContaining([
        'Rolled back: change of application "visits-dev"',
        'Rolled back: entries added to project "visits"',
      ]),
    );
    const after = actions.double.snapshot();
    expect(after.applications[0].spec).toEqual(before.applications[0].spec);
    expect(after.projects.map(({ spec }) => spec)).toEqual(
      before.projects.map(({ spec }) => spec),
    );
  });
});
