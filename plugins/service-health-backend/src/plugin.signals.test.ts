import { setTimeout } from 'node:timers/promises';
import { createServiceFactory } from '@backstage/backend-plugin-api';
import { metricsServiceRef } from '@backstage/backend-plugin-api/alpha';
import { metricsServiceMock } from '@backstage/backend-test-utils/alpha';
import { ServiceHealth } from '@paved-path/backstage-plugin-service-health-common';
import { KubernetesDouble, startKubernetesDouble } from '@paved-path/sandbox';
import { deployment, statefulSet } from './__testUtils__/manifests';
import { clusters, component, startHealth } from './__testUtils__/startHealth';

jest.setTimeout(60_000);

const ref = 'component:default/visits';

function findingsOf({ environments }: ServiceHealth) {
  return environments.flatMap(({ sections }) =>
    sections.flatMap(({ findings }) => findings),
  );
}

describe('serviceHealthPlugin with optional rights', () => {
  let cluster: KubernetesDouble;

  beforeEach(async () => {
    cluster = await startKubernetesDouble({ readyAfterMs: 50 });
  });

  afterEach(async () => {
    await cluster.close();
  });

  const start = (options: Partial<Parameters<typeof startHealth>[0]> = {}) =>
    startHealth({
      entities: [
        component('visits', { 'service-health/environments': 'dev=visits' }),
      ],
      ...options,
      config: { kubernetes: clusters(cluster), ...options.config },
    });

  it('shows the last warning of a pod that is not well', async () => {
    cluster.apply(deployment('visits', { replicas: 1 }));
    cluster.scenarios.apply('readiness-failing', {
      namespace: 'visits',
      name: 'visits',
    });
    const { until } = await start();

    const health = await until(
      ref,
      one =>
        findingsOf(one).some(({ evidence }) =>
          evidence.some(({ label }) => label === 'Last event'),
        ),
      30_000,
    );

    const [event] = findingsOf(health)
      .flatMap(({ evidence }) => evidence)
      .filter(({ label }) => label === 'Last event');
    expect(event.value).toMatch(/^Unhealthy: /);
  });

  it('asks for no events while all is well, and does without the right', async () => {
    cluster.faults.forbid({ resource: 'events' });
    cluster.apply(deployment('visits', { replicas: 1 }));
    const { until, health } = await start();
    await until(ref, one => one.level === 'healthy');
    expect(cluster.requests.count({ resource: 'events' })).toBe(0);

    cluster.scenarios.apply('readiness-failing', {
      namespace: 'visits',
      name: 'visits',
    });
    await until(ref, one => one.level !== 'healthy');
    for (let look = 0; look < 5; look += 1) {
      await health(ref);
    }
    expect(cluster.requests.count({ resource: 'events' })).toBeLessThanOrEqual(
      2,
    );
  });

  it('says that the quota refuses the pods of a StatefulSet, which only events tell', async () => {
    cluster.apply({
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: { name: 'small', namespace: 'visits' },
      spec: { hard: { 'requests.memory': '64Mi' } },
    });
    cluster.apply(statefulSet('visits', { replicas: 2 }));
    const { until } = await start();

    const health = await until(
      ref,
      one =>
        findingsOf(one).some(
          ({ code }) => code === 'workload.quotaOrAdmissionBlocked',
        ),
      30_000,
    );

    expect(findingsOf(health)).toContainEqual(
      expect.objectContaining({
        code: 'workload.quotaOrAdmissionBlocked',
        cause: 'The cluster refuses new pods: memory quota is used up',
        evidence: expect.arrayContaining([
          { label: 'Event', value: 'FailedCreate' },
        ]),
      }),
    );
  });

  it('says that the quota keeps an autoscaler from its maximum', async () => {
    cluster.apply({
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: { name: 'small', namespace: 'visits' },
      spec: { hard: { 'requests.memory': '130Mi' } },
    });
    cluster.apply(deployment('visits', { replicas: 1 }));
    cluster.apply({
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: {
        name: 'visits',
        namespace: 'visits',
        labels: { 'backstage.io/kubernetes-id': 'visits' },
      },
      spec: {
        scaleTargetRef: {
          apiVersion: 'apps/v1',
          kind: 'Deployment',
          name: 'visits',
        },
        minReplicas: 1,
        maxReplicas: 5,
        metrics: [
          {
            type: 'Resource',
            resource: {
              name: 'cpu',
              target: { type: 'Utilization', averageUtilization: 70 },
            },
          },
        ],
      },
    });
    const { until } = await start();

    const health = await until(
      ref,
      one => findingsOf(one).some(({ code }) => code === 'hpa.quotaRoom'),
      30_000,
    );

    expect(findingsOf(health)).toContainEqual(
      expect.objectContaining({
        code: 'hpa.quotaRoom',
        level: 'note',
        cause: 'The quota has room for 1 of 4 more pods',
      }),
    );
  });

  it('reads a service by its label selector, and refuses one of another', async () => {
    const legacy = {
      ...component('legacy'),
      metadata: {
        name: 'legacy',
        annotations: {
          'backstage.io/kubernetes-label-selector': 'app=legacy',
          'backstage.io/kubernetes-namespace': 'legacy',
        },
      },
    };
    const thief = {
      ...legacy,
      metadata: { ...legacy.metadata, name: 'thief' },
    };
    const stray = {
      ...legacy,
      metadata: {
        ...legacy.metadata,
        name: 'stray',
        annotations: {
          'backstage.io/kubernetes-label-selector': 'app=stray',
          'backstage.io/kubernetes-namespace': 'legacy',
        },
      },
    };
    const manifest = deployment('legacy', { replicas: 2 });
    const labels = { app: 'legacy' };
    cluster.apply({
      ...manifest,
      metadata: { name: 'legacy', namespace: 'legacy', labels },
      spec: {
        replicas: 2,
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: { containers: [{ name: 'main', image: 'a:1' }] },
        },
      },
    });
    const { until, health } = await start({ entities: [legacy, thief, stray] });

    const well = await until(
      'component:default/legacy',
      one => one.level === 'healthy',
    );
    expect(well.headline).toBe('2 of 2 pods ready');
    // Seven kinds of the cluster, and five of the service with its own selector
    while (cluster.requests.count({ verb: 'watch' }) < 12) {
      await setTimeout(20);
    }
    const before = cluster.requests.count();
    await health('component:default/legacy');
    expect(cluster.requests.count()).toBe(before);

    expect(await health('component:default/thief')).toMatchObject({
      setup: {
        state: 'notAllowed',
        reason: expect.stringContaining('is "thief"'),
      },
      environments: [],
    });
    expect(await health('component:default/stray')).toMatchObject({
      setup: {
        state: 'notAllowed',
        reason:
          'stray may not look in the namespace "legacy" with a label selector',
      },
    });
  });

  it('asks a cluster nothing until somebody looks, when told so', async () => {
    cluster.apply(deployment('visits', { replicas: 1 }));
    const { until } = await start({
      config: { serviceHealth: { watches: 'onView' } },
    });
    expect(cluster.requests.count()).toBe(0);

    await until(ref, one => one.level === 'healthy');
    expect(cluster.requests.count({ verb: 'list', resource: 'pods' })).toBe(1);
  });

  it('counts requests, events, ends of watches and verdicts as metrics', async () => {
    const counted = new Map<string, unknown[]>();
    const observed: [number, object | undefined][] = [];
    const collect: (() => unknown)[] = [];
    const metrics = metricsServiceMock.mock({
      createCounter: name => ({
        add: (_: number, attributes?: object) =>
          counted.set(name, [...(counted.get(name) ?? []), attributes]),
      }),
      createObservableGauge: () => ({
        addCallback: callback =>
          collect.push(() =>
            callback({
              observe: (value: number, attributes?: object) =>
                observed.push([value, attributes]),
            }),
          ),
        removeCallback: () => {},
      }),
    });
    cluster.apply(deployment('visits', { replicas: 1 }));
    const { until } = await start({
      features: [
        createServiceFactory({
          service: metricsServiceRef,
          deps: {},
          factory: () => metrics,
        }),
      ],
    });
    await until(ref, one => one.since !== undefined);
    cluster.faults.cutWatches();
    cluster.apply(deployment('visits', { replicas: 2 }));
    await until(ref, one => one.headline === '2 of 2 pods ready');

    expect(counted.get('service_health.kubernetes.requests')).toContainEqual({
      cluster: 'sandbox',
      status: 200,
    });
    expect(counted.get('service_health.watch.events')).toContainEqual({
      cluster: 'sandbox',
      kind: 'pods',
      type: 'ADDED',
    });
    expect(counted.get('service_health.watch.ends')).toContainEqual(
      expect.objectContaining({ cluster: 'sandbox', why: 'end' }),
    );
    const read = () => {
      observed.length = 0;
      collect.forEach(callback => callback());
      return observed.flatMap(([value, attributes = {}]) =>
        'level' in attributes ? value : [],
      );
    };
    const sum = (values: number[]) => values.reduce((all, one) => all + one, 0);
    // Verdicts are recorded beside the answers, a little later
    while (sum(read()) === 0) {
      await setTimeout(20);
    }
    const verdicts = read();
    expect(observed).toContainEqual([
      1,
      { cluster: 'sandbox', kind: 'deployments' },
    ]);
    expect(verdicts).toHaveLength(7);
    expect(sum(verdicts)).toBe(1);
  });
});
