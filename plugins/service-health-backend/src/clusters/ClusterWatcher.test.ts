import { createServer } from 'http';
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
      usageMs?: number;
      relistMs?: number;
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

  it('knows again what a stream lost in its middle, after a while', async () => {
    change(1);
    const one = start({ relistMs: 1 });
    await one.synced;
    const speak = cluster.faults.silenceWatches();
    change(2);
    speak();
    // This one is told, so that the watch stands behind what was lost.
    change(3);
    await eventually(() =>
      expect(one.deployments.ofService('app-3')).toHaveLength(1),
    );
    expect(one.deployments.ofService('app-2')).toEqual([]);

    cluster.faults.cutWatches();
    await agrees(one);
  });

  it('asks rarely for what it may not read and can do without', async () => {
    cluster.faults.forbid({ resource: 'nodes' });
    const one = start();
    await one.synced;
    for (let round = 1; round < 4; round += 1) {
      change(round);
      await agrees(one);
    }

    expect(cluster.requests.count({ resource: 'nodes' })).toBe(1);
  });

  it('makes pauses between watches that a server closes at once', async () => {
    const { server, url, watches } = await startShortServer();
    const one = start({ config: { url } });
    await one.synced;
    await new Promise(resolve => {
      setTimeout(resolve, 1_000);
    });

    // Seven kinds; without a pause it would be thousands.
    expect(watches()).toBeLessThan(100);
    server.close();
  });

  it('reads what pods use from metrics-server, and does without it', async () => {
    await cluster.close();
    cluster = await startKubernetesDouble({ readyAfterMs: 1 });
    cluster.apply(deployment('visits', { replicas: 1 }));
    await cluster.waitFor(() => cluster.list('Pod').length > 0);
    const one = start({ usageMs: 50 });
    await one.synced;

    await eventually(() => {
      const [pod] = [...one.pods.values()];
      const usage = one.usage.usageOf(pod.namespace, pod.name);
      expect(usage?.samples).toHaveLength(3);
      expect(usage?.samples[0].containers.main.cpuMillis).toBeGreaterThan(0);
    }, 20_000);

    cluster.faults.stopMetricsServer();
    await eventually(() => expect(one.usage.available).toBe(false));
    expect(one.source.status).toBe('ok');
  }, 30_000);
});

/** Lists nothing, and ends each watch as soon as it is opened. */
async function startShortServer() {
  let watches = 0;
  const server = createServer((request, response) => {
    const watch = request.url?.includes('watch=1') ?? false;
    watches += Number(watch);
    response.end(
      watch ? '' : '{"metadata":{"resourceVersion":"1"},"items":[]}',
    );
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return { server, url: `http://127.0.0.1:${port}`, watches: () => watches };
}
