import { JsonObject } from '@backstage/types';
import { answer } from './__testUtils__/answer';
import { callDouble } from './__testUtils__/callDouble';
import {
  registerInput,
  startActions,
  TestActions,
} from './__testUtils__/startActions';

const freeze = {
  kind: 'deny',
  schedule: '* * * * *',
  duration: '24h',
  timeZone: 'UTC',
  description: 'release freeze',
};
const never = { kind: 'allow', schedule: '0 0 29 2 *', duration: '1m' };
const byHand = { sync: { automated: false } };
const frozen = 'deny "* * * * *" for 24h (UTC, release freeze)';

describe('argocd:register in a sync window', () => {
  let actions: TestActions;
  afterEach(() => actions?.close());

  /** Set the windows of the project, as an administrator would. */
  async function setWindows(...windows: JsonObject[]) {
    await callDouble(actions.double, 'POST', '/projects', {
      upsert: true,
      project: {
        metadata: { name: 'visits' },
        spec: {
          sourceRepos: ['*'],
          destinations: [{ server: '*', namespace: '*' }],
          clusterResourceWhitelist: [{ group: '*', kind: '*' }],
          syncWindows: windows.map(window => ({
            ...window,
            applications: ['visits-*'],
          })),
        },
      },
    });
  }

  async function start(...windows: JsonObject[]) {
    actions = await startActions();
    await setWindows(...windows);
  }

  it.each<[string, JsonObject, JsonObject, string]>([
    ['refuses a sync by hand', freeze, byHand, frozen],
    ['holds back an automated sync', freeze, {}, frozen],
    [
      'is not open, though only it allows a sync by hand',
      never,
      byHand,
      'allow "0 0 29 2 *" for 1m',
    ],
    [
      'is not open, though only it allows an automated sync',
      never,
      {},
      'allow "0 0 29 2 *" for 1m',
    ],
  ])(
    'one that %s: registered all the same, and the window is named',
    async (_title, window, changes, expected) => {
      await start(window);
      const { error, outputs, lines } = await actions.run(
        'argocd:register',
        registerInput({ ...changes, wait: { timeoutSeconds: 600 } }),
      );
      expect(error).toBeUndefined();
      expect(outputs).toMatchObject({
        result: 'created',
        applicationName: 'visits-dev',
        syncWindows: [expected],
      });
      expect(lines.join('\n')).toContain(
        `Registered, but not synced: the sync window ${expected} holds application "visits-dev" back`,
      );
      expect(actions.double.applications()).toHaveLength(1);
    },
  );

  it.each([byHand, {}])(
    'onSyncWindow "fail": fails, and takes nothing back (%j)',
    async changes => {
      await start(freeze);
      const { error, lines } = await actions.run(
        'argocd:register',
        registerInput({
          ...changes,
          onSyncWindow: 'fail',
          wait: { timeoutSeconds: 600 },
        }),
      );
      expect(error?.name).toBe('SyncWindowError');
      expect(error?.message).toContain(`the sync window ${frozen} holds`);
      expect(lines.join('\n')).not.toContain('Rolled back');
      expect(actions.double.applications()).toHaveLength(1);
    },
  );

  it('a run after it syncs what it held back', async () => {
    await start(freeze);
    const input = registerInput(byHand);
    await actions.run('argocd:register', input);
    await setWindows();
    const { error, outputs, lines } = await actions.run(
      'argocd:register',
      input,
    );
    expect(error).toBeUndefined();
    expect(lines).toContain('Sync started');
    expect(outputs).toMatchObject({
      result: 'unchanged',
      syncStatus: 'Synced',
      syncWindows: [],
    });
  });

  it('an update that it holds back stays, too', async () => {
    await start();
    await actions.run('argocd:register', registerInput(byHand));
    await setWindows(freeze);
    const { error, outputs } = await actions.run(
      'argocd:register',
      registerInput({ ...byHand, labels: { tier: 'two' } }),
    );
    expect(error).toBeUndefined();
    expect(outputs).toMatchObject({ result: 'updated', syncWindows: [frozen] });
    expect(actions.double.applications()[0].metadata.labels).toMatchObject({
      tier: 'two',
    });
  });

  it('one that cannot be read is told without its name', async () => {
    await start(freeze);
    actions.double.intercept = answer('/syncwindows', 500, 'not today');
    const { error, lines } = await actions.run(
      'argocd:register',
      registerInput(byHand),
    );
    expect(error).toBeUndefined();
    expect(lines.join('\n')).toContain('a sync window of the project holds');
  });

  it('a project without windows costs no request more', async () => {
    await start();
    await actions.run('argocd:register', registerInput());
    expect(
      actions.double.requests.filter(({ path }) => path.includes('windows')),
    ).toEqual([]);
  });

  it('an ApplicationSet stays registered', async () => {
    actions = await startActions({
      instance: { allow: { applicationSets: true } },
    });
    await setWindows(freeze);
    const { error, outputs } = await actions.run(
      'argocd:register',
      registerInput({
        applicationSet: {
          generators: [{ list: { elements: [{ name: 'a' }, { name: 'b' }] } }],
        },
        wait: { timeoutSeconds: 600 },
      }),
    );
    expect(error).toBeUndefined();
    expect(outputs.syncWindows).toEqual([frozen]);
    expect(actions.double.applications()).toHaveLength(2);
  });

  describe('argocd:wait', () => {
    const waitInput = { name: 'visits-dev', project: 'visits' };

    it('names it while it waits, and when the time is over', async () => {
      await start(freeze);
      await actions.run('argocd:register', registerInput());
      const { error, lines } = await actions.run('argocd:wait', {
        ...waitInput,
        timeoutSeconds: 1,
      });
      expect(lines).toContain(
        `OutOfSync, held back by the sync window ${frozen}`,
      );
      expect(error?.message).toContain(
        `held back by the sync window ${frozen}`,
      );
    });

    it('onSyncWindow "skip": ends at once, and well', async () => {
      await start(freeze);
      await actions.run('argocd:register', registerInput());
      const { error, outputs } = await actions.run('argocd:wait', {
        ...waitInput,
        onSyncWindow: 'skip',
      });
      expect(error).toBeUndefined();
      expect(outputs).toMatchObject({ timedOut: false, syncWindows: [frozen] });
    });

    it('onSyncWindow "fail": ends at once, and not well', async () => {
      await start(freeze);
      await actions.run('argocd:register', registerInput());
      const { error } = await actions.run('argocd:wait', {
        ...waitInput,
        onSyncWindow: 'fail',
      });
      expect(error?.name).toBe('SyncWindowError');
    });

    it('goes on when it is over', async () => {
      await start(freeze);
      await actions.run('argocd:register', registerInput());
      const { error } = await actions.run(
        'argocd:wait',
        { ...waitInput, timeoutSeconds: 60 },
        {
          onLine(line: string) {
            if (line.includes('held back')) {
              setWindows();
            }
          },
        },
      );
      expect(error).toBeUndefined();
    });
  });
});
