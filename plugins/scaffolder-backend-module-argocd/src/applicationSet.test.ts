import { JsonObject } from '@backstage/types';
import { InMemoryReconciler } from '@paved-path/sandbox';
import {
  registerInput,
  startActions,
  TestActions,
} from './__testUtils__/startActions';

const allowed = { instance: { allow: { applicationSets: true } } };

function setInput(changes: JsonObject = {}): JsonObject {
  return registerInput({
    applicationSet: {
      generators: [{ list: { elements: [{ name: 'dev' }, { name: 'prod' }] } }],
    },
    ...changes,
  });
}

describe('argocd:register with an ApplicationSet', () => {
  let actions: TestActions;
  afterEach(() => actions?.close());

  const names = () =>
    actions.double
      .applications()
      .map(({ metadata }) => metadata.name)
      .sort();

  it('waits for every Application, is unchanged on a re-run, and updates', async () => {
    actions = await startActions({
      ...allowed,
      reconciler: InMemoryReconciler.create({ progressingMs: 200 }),
    });
    for (const result of ['created', 'unchanged']) {
      const { error, outputs } = await actions.run(
        'argocd:register',
        setInput(),
      );
      expect(error).toBeUndefined();
      expect(outputs.result).toBe(result);
    }
    expect(names()).toEqual(['visits-dev-dev', 'visits-dev-prod']);
    expect(
      actions.double
        .applications()
        .every(({ status }) => status.health?.status === 'Healthy'),
    ).toBe(true);
    const { outputs } = await actions.run(
      'argocd:register',
      setInput({
        applicationSet: {
          generators: [{ list: { elements: [{ name: 'dev' }] } }],
        },
      }),
    );
    expect(outputs.result).toBe('updated');
  });

  it('keeps the objects of its Applications when it is deleted, by default', async () => {
    actions = await startActions(allowed);
    await actions.run('argocd:register', setInput());
    expect(actions.double.snapshot().applicationSets[0].spec).toMatchObject({
      syncPolicy: { preserveResourcesOnDeletion: true },
    });
  });

  it('is taken back, verified gone, with its Applications and the project', async () => {
    actions = await startActions({
      ...allowed,
      reconciler: InMemoryReconciler.create({ finalHealth: 'Degraded' }),
    });
    const { error, lines } = await actions.run(
      'argocd:register',
      setInput({ wait: { timeoutSeconds: 5, degradedGraceSeconds: 0 } }),
    );
    expect(error?.message).toContain('Degraded');
    expect(lines).toEqual(
      expect.arrayContaining([
        'Rolled back: ApplicationSet "visits-dev"',
        'Rolled back: project "visits"',
        expect.stringMatching(
          /Left in the cluster: Deployment visits-dev-dev\. Remove with: kubectl/,
        ),
      ]),
    );
    const { applications, applicationSets, projects } =
      actions.double.snapshot();
    expect([applications, applicationSets, projects.length]).toEqual([
      [],
      [],
      1,
    ]);
  });

  it('a change that fails is put back', async () => {
    const reconciler = InMemoryReconciler.create();
    actions = await startActions({ ...allowed, reconciler });
    await actions.run('argocd:register', setInput());
    const before = actions.double.snapshot().applicationSets[0].spec;
    const { lines } = await actions.run(
      'argocd:register',
      setInput({
        sync: { prune: true },
        wait: { timeoutSeconds: 1, revision: 'f'.repeat(40) },
      }),
    );
    expect(lines).toContain(
      'Rolled back: change of ApplicationSet "visits-dev"',
    );
    expect(actions.double.snapshot().applicationSets[0].spec).toEqual(before);
  });

  it('generators that yield nothing are a failure', async () => {
    actions = await startActions(allowed);
    const { error } = await actions.run(
      'argocd:register',
      setInput({ applicationSet: { generators: [{ list: {} }] } }),
    );
    expect(error?.message).toContain('its generators yield nothing');
    expect(actions.double.snapshot().applicationSets).toEqual([]);
  });

  it('argocd:unregister removes it, its Applications and its project', async () => {
    actions = await startActions(allowed);
    await actions.run('argocd:register', setInput());
    const input = {
      name: 'visits-dev',
      project: 'visits',
      applicationSet: true,
    };
    const foreign = await actions.run('argocd:unregister', input, {
      task: { id: 'task-2' },
    });
    expect(foreign.error?.name).toBe('ConflictError');
    const { error, outputs } = await actions.run('argocd:unregister', {
      ...input,
      entityRef: 'component:default/visits',
    });
    expect(error).toBeUndefined();
    expect(outputs.result).toBe('removed');
    expect(names()).toEqual([]);
    expect(actions.double.snapshot().projects).toHaveLength(1);
    const again = await actions.run('argocd:unregister', input);
    expect(again.outputs.result).toBe('absent');
  });

  it('is refused with a namespace of its own', async () => {
    actions = await startActions(allowed);
    const { error } = await actions.run(
      'argocd:register',
      setInput({ appNamespace: 'team-a' }),
    );
    expect(error?.message).toContain(
      'cannot have both applicationSet and appNamespace',
    );
  });

  it('an online dry run lets Argo CD try it, and changes nothing', async () => {
    actions = await startActions(allowed);
    await actions.run('argocd:register', setInput());
    const before = actions.double.snapshot();
    const { error, lines } = await actions.run(
      'argocd:register',
      setInput({ dryRunMode: 'online', sync: { prune: true } }),
      { isDryRun: true },
    );
    expect(error).toBeUndefined();
    expect(lines).toContain('Argo CD accepts the ApplicationSet');
    expect(actions.double.snapshot().applicationSets).toEqual(
      before.applicationSets,
    );
  });
});
