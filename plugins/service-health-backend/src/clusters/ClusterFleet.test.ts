import { mockServices } from '@backstage/backend-test-utils';
import { KubernetesDouble, startKubernetesDouble } from '@paved-path/sandbox';
import { deployment } from '../__testUtils__/manifests';
import { ClusterFleet } from './ClusterFleet';
import { ClusterWatcher } from './ClusterWatcher';

jest.setTimeout(60_000);

const minute = 60_000;

describe('ClusterFleet', () => {
  let cluster: KubernetesDouble;
  let fleet: ClusterFleet;
  let now: number;

  beforeEach(async () => {
    now = Date.now();
    cluster = await startKubernetesDouble({ controllers: false });
    cluster.apply(deployment('visits', { replicas: 2 }));
    cluster.apply({
      ...deployment('legacy', { replicas: 1 }),
      metadata: {
        name: 'legacy',
        namespace: 'legacy',
        labels: { app: 'legacy' },
      },
    });
  });

  afterEach(async () => {
    await fleet.close();
    await cluster.close();
  });

  function start(watches: 'always' | 'onView'): void {
    const logger = mockServices.logger.mock();
    fleet = ClusterFleet.create({
      clusters: [
        {
          name: 'sandbox',
          url: cluster.url,
          token: async () => cluster.token,
          skipTlsVerify: false,
        },
      ],
      locators: [],
      watches,
      idleMs: 30 * minute,
      logger,
      onChange: () => {},
      clock: () => now,
      createWatcher: (config, scope) =>
        ClusterWatcher.create({
          config,
          scope,
          logger,
          onChange: () => {},
          recordLimit: 100,
        }),
    });
    fleet.start();
  }

  const view = async (scope?: { labelSelector: string; owner: string }) => {
    const [one] = fleet.select({ scope }, { viewed: true });
    await one.watcher.synced;
    return one;
  };

  it('asks a cluster nothing until somebody looks', async () => {
    start('onView');
    expect(fleet.running).toEqual([]);
    expect(fleet.select({}, { viewed: false })).toEqual([]);

    const { watcher } = await view();

    expect(watcher.deployments.ofService('visits')).toHaveLength(1);
    expect(fleet.select({}, { viewed: false })).toHaveLength(1);
  });

  it('ends watches 30 min after the last look, and starts afresh', async () => {
    start('onView');
    const { watcher } = await view();
    now += 29 * minute;
    fleet.sweep();
    expect(fleet.running).toEqual([watcher]);

    now += 2 * minute;
    fleet.sweep();
    expect(fleet.running).toEqual([]);
    expect(fleet.select({}, { viewed: false })).toEqual([]);

    cluster.remove({ kind: 'Deployment', name: 'visits', namespace: 'visits' });
    const again = await view();
    expect(again.watcher).not.toBe(watcher);
    expect(again.watcher.deployments.ofService('visits')).toEqual([]);
  });

  it('watches from the start and for ever when told so', async () => {
    start('always');
    now += 60 * minute;
    fleet.sweep();

    expect(fleet.running).toHaveLength(1);
  });

  it('watches a service by its own selector, once, and ends it when idle', async () => {
    start('always');
    const scope = { labelSelector: 'app=legacy', owner: 'legacy' };
    const [first, second] = await Promise.all([view(scope), view(scope)]);

    expect(first.watcher).toBe(second.watcher);
    expect(first.watcher.deployments.ofService('legacy')).toMatchObject([
      { name: 'legacy', kubernetesId: 'legacy' },
    ]);
    expect(fleet.running).toHaveLength(2);

    now += 31 * minute;
    fleet.sweep();
    expect(fleet.running).toHaveLength(1);
  });

  it('watches only so many selectors at once, and says so', async () => {
    start('onView');
    for (let index = 0; index < 201; index += 1) {
      fleet.select(
        { scope: { labelSelector: `app=a${index}`, owner: `a${index}` } },
        { viewed: true },
      );
    }

    const [{ watcher }] = fleet.select(
      { scope: { labelSelector: 'app=late', owner: 'late' } },
      { viewed: true },
    );
    expect(watcher.source.reason).toContain('More than 200 services');
    expect(fleet.running).toHaveLength(201);
  });
});
