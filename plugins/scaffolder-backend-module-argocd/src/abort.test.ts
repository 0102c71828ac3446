import { ServerResponse } from 'node:http';
import { JsonObject } from '@backstage/types';
import { InMemoryReconciler } from '@paved-path/sandbox';
import {
  privateInput,
  privateSecrets as secrets,
  startPrivate,
} from './__testUtils__/privateRegistration';
import { ActionResult, TestActions } from './__testUtils__/startActions';

/**
 * Everything that a registration waits for: a request on its way, an answer on
 * its way back, the time between two looks (where it writes to the log).
 */
type Moment = 'request' | 'answer' | 'line';

/** Run, and tell of every moment; how many there were. */
async function follow(
  actions: TestActions,
  onMoment: (moment: Moment, count: number) => void,
  signal?: AbortSignal,
  [id, input]: [id: string, input: JsonObject] = [
    'argocd:register',
    privateInput,
  ],
): Promise<ActionResult> {
  let count = 0;
  const tell = (moment: Moment) => {
    count += 1;
    onMoment(moment, count);
  };
  actions.double.intercept = (_request, response: ServerResponse) => {
    tell('request');
    response.once('finish', () => tell('answer'));
    return false;
  };
  return actions.run(id, input, {
    secrets,
    signal,
    onLine: () => tell('line'),
  });
}

const slow = () => InMemoryReconciler.create({ progressingMs: 150 });

describe('argocd:register, cancelled', () => {
  it('at every await: ends as cancelled, and leaves nothing behind', async () => {
    let all = 0;
    const sample = await startPrivate(slow());
    await follow(sample, () => {
      all += 1;
    });
    await sample.close();
    expect(all).toBeGreaterThan(30);
    for (let chosen = 1; chosen <= all; chosen += 1) {
      const actions = await startPrivate(slow());
      const controller = new AbortController();
      const { error, outputs } = await follow(
        actions,
        (_moment, count) => {
          if (count === chosen) {
            controller.abort();
          }
        },
        controller.signal,
      );
      const snapshot = actions.double.snapshot();
      const left = [
        snapshot.applications.length,
        snapshot.projects.length,
        snapshot.repositories.length,
      ];
      // The last moments come after the work is done
      const isDone = error === undefined && outputs.healthStatus === 'Healthy';
      expect([chosen, error?.name, left]).toEqual([
        chosen,
        isDone ? undefined : 'AbortError',
        isDone ? [1, 2, 1] : [0, 1, 0],
      ]);
      await actions.close();
    }
  }, 240_000);

  it('before it starts: sends nothing', async () => {
    const actions = await startPrivate();
    const { error } = await actions.run('argocd:register', privateInput, {
      secrets,
      signal: AbortSignal.abort(),
    });
    expect(error?.name).toBe('AbortError');
    expect(actions.double.requests).toEqual([]);
    await actions.close();
  });

  it('keeps the cancellation as the reason when the rollback fails, and lists what is left', async () => {
    const actions = await startPrivate();
    const controller = new AbortController();
    actions.double.intercept = ({ method, url }, response) => {
      if (method === 'POST' && url?.startsWith('/api/v1/applications')) {
        controller.abort();
      }
      if (method === 'DELETE') {
        response.writeHead(403, { 'Content-Type': 'application/json' });
        response.end('{"message":"permission denied","code":7}');
        return true;
      }
      return false;
    };
    const { error, lines } = await actions.run(
      'argocd:register',
      privateInput,
      { secrets, signal: controller.signal },
    );
    expect(error?.name).toBe('AbortError');
    expect(lines).toEqual(
      expect.arrayContaining([
        expect.stringMatching(
          /^Left over: application "visits-dev", credentials for .*, project "visits"\. Undo with:/,
        ),
        '  argocd app delete argocd/visits-dev --cascade --yes',
        '  argocd proj delete visits',
      ]),
    );
    await actions.close();
  });
});

describe('the other actions, cancelled at every await', () => {
  const key = { name: 'visits-dev', project: 'visits' };
  const unregister = { ...key, entityRef: 'component:default/visits' };

  /** Cancel at each moment in turn, and look at what is then. */
  async function cancelAtEach(
    task: [id: string, input: JsonObject],
    check: (actions: TestActions, result: ActionResult) => Promise<void>,
  ): Promise<number> {
    for (let chosen = 1; ; chosen += 1) {
      const actions = await startPrivate(slow());
      await actions.run(
        'argocd:register',
        { ...privateInput, wait: { for: 'none' } },
        { secrets },
      );
      const controller = new AbortController();
      let all = 0;
      const result = await follow(
        actions,
        (_moment, count) => {
          all = count;
          if (count === chosen) {
            controller.abort();
          }
        },
        controller.signal,
        task,
      );
      actions.double.intercept = undefined;
      await check(actions, result);
      await actions.close();
      if (chosen > all) {
        return all;
      }
    }
  }

  it('argocd:wait ends as cancelled, and changes nothing', async () => {
    const all = await cancelAtEach(
      ['argocd:wait', key],
      async ({ double }, { error, outputs }) => {
        const isDone = error === undefined && outputs.timedOut === false;
        expect(error?.name).toBe(isDone ? undefined : 'AbortError');
        expect(double.applications()).toHaveLength(1);
      },
    );
    expect(all).toBeGreaterThan(3);
  }, 120_000);

  it('argocd:unregister ends as cancelled, and finishes when it is run again', async () => {
    const all = await cancelAtEach(
      ['argocd:unregister', unregister],
      async (actions, { error, outputs }) => {
        const isDone = error === undefined && outputs.result === 'removed';
        expect(error?.name).toBe(isDone ? undefined : 'AbortError');
        const again = await actions.run('argocd:unregister', unregister);
        expect(again.error).toBeUndefined();
        const { applications, projects } = actions.double.snapshot();
        expect([applications.length, projects.length]).toEqual([0, 1]);
      },
    );
    expect(all).toBeGreaterThan(10);
  }, 240_000);
});
