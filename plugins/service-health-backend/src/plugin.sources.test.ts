import { createServer, Server } from 'net';
import {
  createBackendModule,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import { actionsRegistryServiceMock } from '@backstage/backend-test-utils/alpha';
import { mockCredentials } from '@backstage/backend-test-utils';
import { createFinding } from '@paved-path/backstage-plugin-service-health-common';
import { KubernetesDouble, startKubernetesDouble } from '@paved-path/sandbox';
import { healthEvaluatorExtensionPoint } from '.';
import { deployment } from './__testUtils__/manifests';
import { clusters, component, startHealth } from './__testUtils__/startHealth';
import {
  findRedisServer,
  startRedisServer,
} from './__testUtils__/startRedisServer';

jest.setTimeout(60_000);

const ref = 'component:default/visits';
const describeRedis =
  findRedisServer() === undefined ? describe.skip : describe;

describe('serviceHealthPlugin with several sources', () => {
  let cluster: KubernetesDouble;
  let silent: Server;

  beforeEach(async () => {
    cluster = await startKubernetesDouble({ readyAfterMs: 50 });
    cluster.apply(deployment('visits', { replicas: 1 }));
    silent = createServer(() => {});
    await new Promise<void>(resolve => {
      silent.listen(0, '127.0.0.1', resolve);
    });
  });

  afterEach(async () => {
    silent.close();
    await cluster.close();
  });

  const start = (
    kubernetes: ReturnType<typeof clusters>,
    more: Partial<Parameters<typeof startHealth>[0]> = {},
  ) =>
    startHealth({
      entities: [
        component('visits', { 'backstage.io/kubernetes-namespace': 'visits' }),
      ],
      ...more,
      config: { kubernetes, ...more.config },
    });

  it('shows the others within the deadline when one cluster never answers', async () => {
    const address = silent.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const { health, until } = await start(
      clusters(cluster, {
        name: 'hung',
        url: `http://127.0.0.1:${port}`,
        token: 'any',
      }),
    );
    await until(ref, ({ environments: [one] }) =>
      one.clusters.some(({ level }) => level === 'healthy'),
    );

    const started = Date.now();
    const answer = await health(ref);

    expect(Date.now() - started).toBeLessThan(3_000);
    expect(answer).toMatchObject({
      level: 'unknown',
      partial: true,
      headline: 'hung does not answer. sandbox is healthy',
      environments: [
        {
          clusters: [
            { name: 'sandbox', level: 'healthy' },
            { name: 'hung', level: 'unknown' },
          ],
        },
      ],
    });
  });

  it('keeps a cluster without a credential apart', async () => {
    const { until } = await start(
      clusters(cluster, { name: 'locked', url: cluster.url }),
    );

    const answer = await until(
      ref,
      ({ environments: [one] }) => one.clusters[0].level === 'healthy',
    );

    expect(answer.environments[0].clusters[1]).toMatchObject({
      name: 'locked',
      level: 'unknown',
      problem: 'locked has no credential: set "serviceAccountToken"',
    });
  });

  it('runs rules of one’s own, and survives one that throws', async () => {
    const module = createBackendModule({
      pluginId: 'service-health',
      moduleId: 'latest-tag',
      register(env) {
        env.registerInit({
          deps: { health: healthEvaluatorExtensionPoint },
          async init({ health }) {
            health.addHealthEvaluator(
              {
                section: { id: 'broken', title: 'Broken' },
                evaluate() {
                  throw new Error('Broken on purpose');
                },
              },
              {
                section: { id: 'policy', title: 'Policy' },
                evaluate: ({ clusters: some }, { now }) =>
                  some
                    .flatMap(({ workloads }) => workloads)
                    .map(({ kind, name }) =>
                      createFinding({
                        now,
                        code: 'policy.noOwner',
                        section: 'policy',
                        level: 'warning',
                        cause: `${name} has no owner label`,
                        next: 'Add the label.',
                        subject: { kind, name },
                      }),
                    ),
              },
            );
          },
        });
      },
    });
    const { until } = await start(clusters(cluster), { features: [module] });

    const answer = await until(ref, one => one.level === 'warning');

    expect(answer.headline).toBe('visits has no owner label');
    expect(answer.environments[0].sections.map(({ title }) => title)).toContain(
      'Policy',
    );
  });

  it('offers the action get-service-health in under 4 KB', async () => {
    const actions = actionsRegistryServiceMock();
    const { until } = await start(clusters(cluster), {
      features: [
        createServiceFactory({
          service: actionsRegistryServiceRef,
          deps: {},
          factory: () => actions,
        }),
      ],
    });
    cluster.scenarios.apply('crash-loop', {
      namespace: 'visits',
      name: 'visits',
    });
    await until(ref, one => one.environments[0].phase === 'running');

    const result = await actions.invoke({
      id: 'test:get-service-health',
      input: { entityRef: ref },
      credentials: mockCredentials.user(),
    });

    expect(result.output).toMatchObject({
      entityRef: ref,
      environment: 'default',
    });
    expect(JSON.stringify(result.output).length).toBeLessThan(4_096);
  });

  describeRedis('and a Redis that dies (needs redis-server)', () => {
    it('names it as the cause, and sees it come back', async () => {
      const redis = await startRedisServer();
      try {
        const { until } = await start(clusters(cluster), {
          config: {
            serviceHealth: {
              redis: {
                intervalSeconds: 1,
                instances: [
                  {
                    name: 'visits',
                    host: '127.0.0.1',
                    port: redis.port,
                    match: { name: 'visits', namespace: 'visits' },
                  },
                ],
              },
            },
          },
        });
        const well = await until(
          ref,
          one =>
            one.level === 'healthy' && one.headline.includes('Redis answers'),
        );
        expect(well.environments[0].sections.map(({ id }) => id)).toEqual([
          'workload',
          'redis',
        ]);

        await redis.stop();
        const down = await until(ref, one => one.level === 'down');
        expect(down).toMatchObject({
          headline: 'Redis does not answer: the connection is refused',
          nextStep: { text: 'Look at whether its pods run.' },
        });

        await redis.restart();
        await until(ref, one => one.level === 'healthy');
      } finally {
        await redis.close();
      }
    });
  });
});
