import { InMemoryReconciler } from '@paved-path/sandbox';
import { callDouble } from './__testUtils__/callDouble';
import { answer } from './__testUtils__/answer';
import {
  registerInput,
  startActions,
  TestActions,
} from './__testUtils__/startActions';

const input = { name: 'visits-dev', project: 'visits' };

describe('argocd:wait', () => {
  let actions: TestActions;
  afterEach(() => actions?.close());

  async function register(reconciler = InMemoryReconciler.create()) {
    actions = await startActions({ reconciler });
    await actions.run(
      'argocd:register',
      registerInput({ wait: { for: 'none' } }),
    );
  }

  it('ends well when the first build takes longer, and may be run again', async () => {
    const reconciler = InMemoryReconciler.create({ images: ['acme/visits:0'] });
    await register(reconciler);
    const first = {
      ...input,
      until: { image: 'abc' },
      timeoutSeconds: 1,
      onTimeout: 'succeed',
      waitingFor: 'the first build',
      link: 'https://ci.example.com/runs',
    };
    const late = await actions.run('argocd:wait', first);
    expect(late.error).toBeUndefined();
    expect(late.outputs.timedOut).toBe(true);
    expect(late.lines).toContain(
      'Waiting for the first build: https://ci.example.com/runs',
    );
    expect(late.lines.at(-1)).toContain('goes on by itself');
    reconciler.behaviour.images = ['acme/visits:abc'];
    await actions.double.refresh();
    // It ends as soon as it sees the image: only a test that fails takes this long
    const again = await actions.run('argocd:wait', {
      ...first,
      timeoutSeconds: 60,
    });
    expect(again.outputs).toMatchObject({
      timedOut: false,
      images: ['acme/visits:abc'],
    });
    expect(actions.double.applications()).toHaveLength(1);
  });

  it.each([
    ['its tag', 'abc', true],
    ['its name with any tag', 'ghcr.io/acme/visits', true],
    ['its full name', 'ghcr.io/acme/visits:abc', true],
    ['another tag', 'ab', false],
  ])('an image by %s', async (_title, image, isDone) => {
    await register(
      InMemoryReconciler.create({
        images: ['ghcr.io/acme/visits:abc@sha256:1'],
      }),
    );
    const { outputs } = await actions.run('argocd:wait', {
      ...input,
      until: { image },
      timeoutSeconds: isDone ? 60 : 1,
      onTimeout: 'succeed',
    });
    expect(outputs.timedOut).toBe(!isDone);
  });

  it('waits for an Application that a pull request brings', async () => {
    actions = await startActions();
    const waiting = actions.run('argocd:wait', {
      name: 'visits-dev',
      timeoutSeconds: 20,
    });
    await callDouble(actions.double, 'POST', '/applications', {
      metadata: { name: 'visits-dev' },
      spec: {
        source: { repoURL: 'https://git.example.com/a.git', path: 'a' },
        destination: { name: 'in-cluster', namespace: 'a' },
        syncPolicy: { automated: {} },
      },
    });
    const { error, outputs } = await waiting;
    expect(error).toBeUndefined();
    expect(outputs.healthStatus).toBe('Healthy');
  });

  it('a wrong project is named at once, with the right one', async () => {
    await register();
    for (const id of ['argocd:wait', 'argocd:unregister']) {
      const { error } = await actions.run(id, { name: 'visits-dev' });
      expect(error?.message).toBe(
        'Cannot find application "visits-dev" in project "default": it is in project "visits"; correct project',
      );
    }
  });

  it('a path that renders nothing is not healthy', async () => {
    actions = await startActions({
      reconciler: InMemoryReconciler.create({ objects: [] }),
    });
    const { error } = await actions.run(
      'argocd:register',
      registerInput({ wait: { timeoutSeconds: 5, degradedGraceSeconds: 0 } }),
    );
    expect(error?.message).toContain('the path rendered nothing');
  });

  it('an outage in between does not end it, and nothing is rolled back', async () => {
    await register(InMemoryReconciler.create({ progressingMs: 500 }));
    actions.double.intercept = answer('/visits-dev?', 503, 'restarting', {
      times: 6,
    });
    const { error, lines } = await actions.run('argocd:wait', input);
    expect(error).toBeUndefined();
    expect(lines).toContain('Cannot reach Argo CD, trying again: restarting');
  }, 30_000);

  it('an Application that is deleted ends it', async () => {
    await register(InMemoryReconciler.create({ finalHealth: 'Progressing' }));
    const snapshot = actions.double.snapshot();
    Object.assign(snapshot.applications[0].metadata, {
      deletionTimestamp: '2026-01-01T00:00:00Z',
      finalizers: ['example.com/held'],
    });
    actions.double.restore(snapshot);
    const { error } = await actions.run('argocd:wait', input);
    expect(error?.message).toContain('is being deleted');
  });

  it('suspended counts on request', async () => {
    await register(InMemoryReconciler.create({ finalHealth: 'Suspended' }));
    const { outputs } = await actions.run('argocd:wait', {
      ...input,
      allowSuspended: true,
      timeoutSeconds: 5,
    });
    expect(outputs.healthStatus).toBe('Suspended');
  });

  it('sends nothing in a dry run', async () => {
    actions = await startActions();
    const { lines } = await actions.run('argocd:wait', input, {
      isDryRun: true,
    });
    expect(lines).toEqual(['Dry run: would wait for application visits-dev']);
    expect(actions.double.requests).toEqual([]);
  });
});
