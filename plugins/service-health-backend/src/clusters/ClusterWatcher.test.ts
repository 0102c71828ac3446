import { mockServices } from '@backstage/backend-test-utils';
import { KubernetesDouble, startKubernetesDouble } from '@paved-path/sandbox';
import { deployment } from '../__testUtils__/manifests';
import { ClusterConfig } from './ClusterConfig';
import { ClusterWatcher } from './ClusterWatcher';

jest.setTimeout(60_000);

describe('ClusterWatcher', () => {
  let cluster: KubernetesDouble;
  let watcher: ClusterWatcher | undefined;

  beforeEach(async () => {
    // Objects stay as they are applied: only the transport is tried here.
    cluster = await startKubernetesDouble({
      controllers: false,
      managedFields: true,
    });
  });

  afterEach(async () => {
    await watcher?.close();
    await cluster.close();
  });

  function start(
    options: {
      config?: Partial<ClusterConfig>;
      silenceMs?: number;
      heartbeatMs?: number;
      recordLimit?: number;
    } = {},
  ): ClusterWatcher {
    const { config, ...rest } = options;
    watcher = ClusterWatcher.create({
      config: {
        name: 'sandbox',
        url: cluster.url,
        token: async () => cluster.token,
        skipTlsVerify: false,
        ...config,
      },
      logger: mockServices.logger.mock(),
      onChange: () => {},
      recordLimit: 50_000,
      ...rest,
    });
    watcher.start();
    return watcher;
  }

  /** The records equal a fresh look at the cluster. */
  async function agrees(one: ClusterWatcher): Promise<void> {
    const truth = () =>
      cluster
        .list('Deployment')
        .map(({ metadata, spec }) => `${metadata.name} ${spec.replicas}`)
        .sort();
    const seen = () =>
      [...one.deployments.values()]
        .map(({ name, desired }) => `${name} ${desired}`)
        .sort();
    await eventually(() => expect(seen()).toEqual(truth()));
  }

  async function eventually(
    check: () => void,
    timeoutMs = 8_000,
  ): Promise<void> {
    const deadline = Date.now() + timeoutMs;
    for (;;) {
      try {
        check();
        return;
      } catch (error) {
        if (Date.now() > deadline) {
          throw error;
        }
        await new Promise(resolve => {
          setTimeout(resolve, 25);
        });
      }
    }
  }

  function change(round: number): void {
    cluster.apply(
      deployment(`app-${round}`, { replicas: round, namespace: 'apps' }),
    );
    cluster.apply(
      deployment('steady', { replicas: round + 1, namespace: 'apps' }),
    );
  }

  it('follows additions, changes and deletions', async () => {
    change(1);
    const one = start();
    await one.synced;
    await agrees(one);

    change(2);
    cluster.remove({ kind: 'Deployment', name: 'app-1', namespace: 'apps' });

    await agrees(one);
    expect(one.source.status).toBe('ok');
    expect(one.deployments.ofService('app-1')).toEqual([]);
  });

  it('reads a long list page by page', async () => {
    for (let index = 0; index < 1_200; index += 1) {
      cluster.apply(
        deployment(`app-${index}`, { replicas: 1, namespace: 'apps' }),
      );
    }
    const one = start();

    await eventually(() => expect(one.deployments.size).toBe(1_200), 20_000);
  }, 30_000);

  it.each([
    { fault: 'cut politely', make: () => cluster.faults.cutWatches() },
    { fault: 'reset', make: () => cluster.faults.cutWatches({ reset: true }) },
    {
      fault: 'expired, told as an event',
      make: () => {
        cluster.faults.expireWatches({ as: 'event', times: 12 });
        cluster.faults.cutWatches();
      },
    },
    {
      fault: 'expired, told as a status',
      make: () => {
        cluster.faults.expireWatches({ as: 'status', times: 12 });
        cluster.faults.cutWatches();
      },
    },
    {
      fault: 'compacted',
      make: () => {
        cluster.faults.compact();
        cluster.faults.cutWatches({ reset: true });
      },
    },
    { fault: 'told twice', make: () => cluster.faults.duplicateEvents(2) },
    {
      fault: 'told out of order',
      make: () => cluster.faults.reorderEvents({ sameObject: true }),
    },
    {
      fault: 'refused with 429',
      make: () => {
        cluster.faults.fail(429, { times: 6, retryAfterSeconds: 1 });
        cluster.faults.cutWatches();
      },
    },
    {
      fault: 'refused with 500',
      make: () => {
        cluster.faults.fail(500, { times: 6 });
        cluster.faults.cutWatches();
      },
    },
  ])(
    'misses nothing when watches are $fault',
    async ({ make }) => {
      change(1);
      const one = start();
      await one.synced;
      make();
      for (let round = 2; round < 8; round += 1) {
        change(round);
      }
      cluster.remove({ kind: 'Deployment', name: 'app-1', namespace: 'apps' });

      await agrees(one);
      await eventually(() => expect(one.source.status).toBe('ok'));
    },
    20_000,
  );

  it('opens a watch again that fell silent', async () => {
    const one = start({ silenceMs: 300 });
    await one.synced;
    const speak = cluster.faults.silenceWatches();
    change(3);
    setTimeout(speak, 200);

    await agrees(one);
    expect(one.source.status).toBe('ok');
  });

  it('says that the server hangs, and recovers by itself', async () => {
    const one = start({ heartbeatMs: 100 });
    await one.synced;
    const release = cluster.faults.hang();

    await eventually(() =>
      expect(one.source).toMatchObject({
        status: 'error',
        reason: expect.stringContaining('no answer in time'),
      }),
    );

    release();
    await eventually(() => expect(one.source.status).toBe('ok'));
  });

  it('says that the server is gone, and recovers by itself', async () => {
    const one = start({ heartbeatMs: 100 });
    await one.synced;
    const back = await cluster.faults.goDown();
    await eventually(() => expect(one.source.status).toBe('error'));

    await back();
    change(4);

    await agrees(one);
    await eventually(() => expect(one.source.status).toBe('ok'));
  }, 20_000);

  it('says which right is missing', async () => {
    cluster.faults.forbid({ resource: 'pods' });
    const one = start();
    await one.synced;

    expect(one.source).toMatchObject({
      status: 'forbidden',
      reason: 'sandbox does not let us see pods: grant list and watch',
    });
  });

  it('does without nodes and budgets when they may not be read', async () => {
    cluster.faults.forbid({ resource: 'nodes' });
    cluster.faults.forbid({ resource: 'poddisruptionbudgets' });
    const one = start();
    await one.synced;

    expect(one.source.status).toBe('ok');
  });

  it('says that the token is refused', async () => {
    const one = start({ config: { token: async () => 'wrong' } });
    await one.synced;

    expect(one.source.reason).toBe(
      'sandbox refuses the login: renew the service account token',
    );
  });

  it('holds no more records than it may', async () => {
    [1, 2, 3, 4].forEach(change);
    const one = start({ recordLimit: 2 });
    await one.synced;

    expect(one.deployments.size).toBe(2);
    expect(one.source.reason).toContain('serviceHealth.recordLimit');
  });
});
