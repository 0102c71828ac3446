import { JsonObject } from '@backstage/types';
import { InMemoryReconciler } from '@paved-path/sandbox';
import {
  privateInput,
  privateSecrets as secrets,
  startPrivate,
} from './__testUtils__/privateRegistration';
import { TestActions } from './__testUtils__/startActions';

const unregisterInput = {
  name: 'visits-dev',
  project: 'visits',
  entityRef: 'component:default/visits',
};

/** Run an action until it ends; how many requests it made. */
async function countRequests(
  actions: TestActions,
  id: string,
  input: JsonObject,
): Promise<number> {
  const before = actions.double.requests.length;
  await actions.run(id, input, { secrets });
  return actions.double.requests.length - before;
}

/**
 * Run an action in a process that is killed after a number of answers: what
 * was sent counts, nothing follows.
 */
async function runAndKill(
  actions: TestActions,
  answers: number,
  [id, input]: [id: string, input: JsonObject],
): Promise<void> {
  const backend = actions.startProcess();
  let seen = 0;
  const silent = new Promise<void>(resolve => {
    actions.double.intercept = () => {
      seen += 1;
      if (seen > answers) {
        resolve();
      }
      return seen > answers;
    };
  });
  const running = backend.run(id, input, { secrets });
  await Promise.race([silent, running]);
  await backend.kill();
  await running;
  actions.double.intercept = undefined;
}

describe('a task that is killed after any call, and run again', () => {
  it('argocd:register converges, and touches nothing of others', async () => {
    const sample = await startPrivate();
    const count = await countRequests(sample, 'argocd:register', privateInput);
    await sample.close();
    expect(count).toBeGreaterThan(8);
    for (let answers = 0; answers <= count; answers += 1) {
      const actions = await startPrivate();
      const [foreign] = actions.double.snapshot().projects;
      await runAndKill(actions, answers, ['argocd:register', privateInput]);
      const again = await actions.run('argocd:register', privateInput, {
        secrets,
      });
      expect([answers, again.error]).toEqual([answers, undefined]);
      expect(again.outputs.healthStatus).toBe('Healthy');
      const snapshot = actions.double.snapshot();
      expect(snapshot.applications).toHaveLength(1);
      expect(snapshot.repositories).toHaveLength(1);
      expect(snapshot.projects).toHaveLength(2);
      expect(snapshot.projects[0]).toEqual(foreign);
      await actions.close();
    }
  }, 120_000);

  it('argocd:register converges when it is killed during its rollback', async () => {
    const input = {
      ...privateInput,
      sync: { createNamespace: true, retryLimit: 0 },
    };
    const failing = () =>
      startPrivate(InMemoryReconciler.create({ syncError: 'quota exceeded' }));
    const sample = await failing();
    const count = await countRequests(sample, 'argocd:register', input);
    await sample.close();
    for (let answers = 12; answers <= count; answers += 1) {
      const reconciler = InMemoryReconciler.create({
        syncError: 'quota exceeded',
      });
      const actions = await startPrivate(reconciler);
      await runAndKill(actions, answers, ['argocd:register', input]);
      reconciler.behaviour.syncError = undefined;
      const again = await actions.run('argocd:register', input, { secrets });
      expect([answers, again.error]).toEqual([answers, undefined]);
      expect(actions.double.snapshot().projects).toHaveLength(2);
      await actions.close();
    }
  }, 240_000);

  it('a sync by hand is made up for', async () => {
    const input = { ...privateInput, sync: { automated: false } };
    const sample = await startPrivate();
    const count = await countRequests(sample, 'argocd:register', input);
    await sample.close();
    for (let answers = 8; answers <= count; answers += 1) {
      const actions = await startPrivate();
      await runAndKill(actions, answers, ['argocd:register', input]);
      const again = await actions.run('argocd:register', input, { secrets });
      expect([answers, again.error]).toEqual([answers, undefined]);
      await actions.close();
    }
  }, 120_000);

  it('argocd:unregister converges', async () => {
    const sample = await startPrivate();
    await sample.run('argocd:register', privateInput, { secrets });
    const count = await countRequests(
      sample,
      'argocd:unregister',
      unregisterInput,
    );
    await sample.close();
    expect(count).toBeGreaterThan(4);
    for (let answers = 0; answers <= count; answers += 1) {
      const actions = await startPrivate();
      await actions.run('argocd:register', privateInput, { secrets });
      await runAndKill(actions, answers, [
        'argocd:unregister',
        unregisterInput,
      ]);
      const again = await actions.run('argocd:unregister', unregisterInput);
      expect([answers, again.error]).toEqual([answers, undefined]);
      const { applications, projects } = actions.double.snapshot();
      expect([applications.length, projects.length]).toEqual([0, 1]);
      await actions.close();
    }
  }, 120_000);
});
