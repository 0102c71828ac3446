import { ApiClient } from '../__fixtures__/ApiClient';
import {
  visitsAutoscaler,
  visitsBudget,
  visitsDeployment,
} from '../__fixtures__/visits';
import { FakeClock } from '../clock/FakeClock';
import { KubernetesDouble } from '../KubernetesDouble';
import { startKubernetesDouble } from '../startKubernetesDouble';

const target = { namespace: 'shop', name: 'visits' };
const unready = {
  type: 'Ready',
  status: 'False',
  reason: 'ContainersNotReady',
};

// Like objectContaining, at every depth.
function matching(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(matching);
  if (
    typeof value !== 'object' ||
    value === null ||
    'asymmetricMatch' in value
  ) {
    return value;
  }
  return expect.objectContaining(
    Object.fromEntries(
      Object.entries(value).map(([key, field]) => [key, matching(field)]),
    ),
  );
}

interface Expectation {
  seconds: number;
  shows: {
    pods?: unknown;
    deployment?: unknown;
    autoscaler?: unknown;
    budget?: unknown;
  };
}

const some = (...items: unknown[]) =>
  expect.arrayContaining(items.map(matching));

const waiting = (reason: string) => ({
  containerStatuses: [{ state: { waiting: { reason } } }],
  conditions: some(unready),
});

const expectations: Record<string, Expectation> = {
  'crash-loop': {
    seconds: 10,
    shows: {
      pods: some({ phase: 'Running', ...waiting('CrashLoopBackOff') }),
      deployment: some({ reason: 'MinimumReplicasUnavailable' }),
    },
  },
  'crash-loop-oom': {
    seconds: 10,
    shows: {
      pods: some({
        containerStatuses: [
          {
            state: { waiting: { reason: 'CrashLoopBackOff' } },
            lastState: { terminated: { reason: 'OOMKilled', exitCode: 137 } },
          },
        ],
      }),
    },
  },
  'bad-image': {
    seconds: 5,
    shows: {
      pods: some({ phase: 'Pending', ...waiting('ImagePullBackOff') }),
      deployment: some({ reason: 'MinimumReplicasAvailable' }),
    },
  },
  unschedulable: {
    seconds: 5,
    shows: {
      pods: some({
        phase: 'Pending',
        conditions: [
          {
            type: 'PodScheduled',
            reason: 'Unschedulable',
            message:
              '0/3 nodes are available: 3 Insufficient cpu. no new claims to deallocate, preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.',
          },
        ],
      }),
    },
  },
  'stuck-creating': {
    seconds: 5,
    shows: {
      pods: some({ phase: 'Pending', ...waiting('ContainerCreating') }),
    },
  },
  'readiness-failing': {
    seconds: 5,
    shows: {
      pods: some({ phase: 'Running', conditions: some(unready) }),
      deployment: some({ reason: 'MinimumReplicasUnavailable' }),
    },
  },
  'rollout-stuck': {
    seconds: 20,
    shows: {
      deployment: some({
        type: 'Progressing',
        status: 'False',
        reason: 'ProgressDeadlineExceeded',
      }),
    },
  },
  'quota-exceeded': {
    seconds: 5,
    shows: {
      deployment: some({
        type: 'ReplicaFailure',
        reason: 'FailedCreate',
        message: expect.stringContaining(
          'is forbidden: exceeded quota: team-quota, requested: pods=1, used: pods=2, limited: pods=2',
        ),
      }),
    },
  },
  'evicted-pods': {
    seconds: 5,
    shows: {
      pods: some({
        phase: 'Failed',
        reason: 'Evicted',
        message: expect.stringContaining('low on resource: memory'),
      }),
      deployment: some({ reason: 'MinimumReplicasAvailable' }),
    },
  },
  'hpa-at-max': {
    seconds: 20,
    shows: {
      autoscaler: some({
        type: 'ScalingLimited',
        status: 'True',
        reason: 'TooManyReplicas',
      }),
    },
  },
  'hpa-blind': {
    seconds: 10,
    shows: {
      autoscaler: some({
        type: 'ScalingActive',
        status: 'False',
        reason: 'FailedGetResourceMetric',
      }),
    },
  },
  'hpa-cannot-act': {
    seconds: 10,
    shows: {
      autoscaler: some({
        type: 'AbleToScale',
        status: 'False',
        reason: 'FailedGetScale',
      }),
    },
  },
  'pdb-blocked': {
    seconds: 5,
    shows: {
      budget: { disruptionsAllowed: 0, currentHealthy: 3, desiredHealthy: 3 },
    },
  },
  'node-power-off': {
    seconds: 10,
    shows: {
      pods: some({
        phase: 'Running',
        containerStatuses: [{ ready: true }],
        conditions: some({ type: 'Ready', status: 'False' }),
      }),
    },
  },
};

describe('scenarios', () => {
  let clock: FakeClock;
  let double: KubernetesDouble;

  beforeEach(async () => {
    clock = FakeClock.create();
    double = await startKubernetesDouble({ clock });
    double.apply(visitsDeployment);
    double.apply(visitsAutoscaler);
    double.apply(visitsBudget);
    await clock.advance(30_000);
  });
  afterEach(() => double.close());

  const deployment = () => double.get('Deployment', 'visits-app', 'shop');
  const seen = () => ({
    pods: double.list('Pod', 'shop').map(({ status }) => status),
    deployment: deployment()?.status?.conditions,
    autoscaler: double.get('HorizontalPodAutoscaler', 'visits-app', 'shop')
      ?.status?.conditions,
    budget: double.get('PodDisruptionBudget', 'visits-app', 'shop')?.status,
  });

  it.each(Object.entries(expectations))(
    '%s shows as on a real cluster and ends without a trace',
    async (name, expected) => {
      double.scenarios.apply(name, target);
      expect(double.scenarios.active()).toMatchObject([{ name }]);
      await clock.advance(expected.seconds * 1000);
      expect(seen()).toEqual(matching(expected.shows));
      double.scenarios.clear();
      await clock.advance(120_000);
      expect(double.scenarios.active()).toEqual([]);
      expect(deployment()?.status).toMatchObject({
        replicas: 3,
        updatedReplicas: 3,
        availableReplicas: 3,
      });
      expect(double.list('Pod', 'shop')).toHaveLength(3);
    },
  );

  it('change the API server as a portal sees it', async () => {
    const client = new ApiClient(double.url, double.token);
    double.scenarios.apply('api-forbidden');
    expect((await client.get('/api/v1/pods')).status).toBe(403);
    double.scenarios.apply('healthy');
    expect((await client.get('/api/v1/pods')).status).toBe(200);
    double.scenarios.apply('api-hung');
    const held = client.get('/api/v1/pods');
    double.scenarios.clear('api-hung');
    expect((await held).status).toBe(200);
    double.scenarios.apply('api-down');
    await new Promise(resolve => setTimeout(resolve, 100));
    await expect(client.get('/api/v1/pods')).rejects.toThrow('fetch failed');
    double.scenarios.clear();
    await new Promise(resolve => setTimeout(resolve, 100));
    expect((await client.get('/api/v1/pods')).status).toBe(200);
  });

  it('are described for a control page', () => {
    for (const scenario of double.scenarios.list()) {
      expect(scenario.title).not.toBe('');
      expect(scenario.description).toMatch(/^[A-Z].*\.$/);
    }
    expect(double.scenarios.list().map(({ name }) => name)).toEqual(
      expect.arrayContaining([...Object.keys(expectations), 'healthy']),
    );
  });

  it('say what is wrong with a name', () => {
    expect(() => double.scenarios.apply('nonsense')).toThrow(
      'Cannot apply scenario "nonsense": choose one of',
    );
    expect(() => double.scenarios.apply('crash-loop')).toThrow(
      'name the workload that it is to happen to',
    );
    expect(() =>
      double.scenarios.apply('crash-loop', { namespace: 'shop', name: 'none' }),
    ).toThrow('Cannot find a Deployment of "none" in namespace "shop"');
  });
});
