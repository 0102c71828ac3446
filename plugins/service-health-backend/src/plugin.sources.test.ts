import { readFileSync } from 'fs';
import { createServer, Server } from 'net';
import { join } from 'path';
import {
  createBackendModule,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import { actionsRegistryServiceMock } from '@backstage/backend-test-utils/alpha';
import { mockCredentials } from '@backstage/backend-test-utils';
import {
  createFinding,
  EnvironmentRecord,
} from '@paved-path/backstage-plugin-service-health-common';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { KubernetesDouble, startKubernetesDouble } from '@paved-path/sandbox';
import { HealthEvaluator, healthEvaluatorExtensionPoint } from '.';
import { describeRedis } from './__testUtils__/describeRedis';
import latestTag from './__testUtils__/latestTag';
import { deployment } from './__testUtils__/manifests';
import { clusters, component, startHealth } from './__testUtils__/startHealth';
import { startRedisServer } from './__testUtils__/startRedisServer';

jest.setTimeout(60_000);

const ref = 'component:default/visits';

const roleSchema = z.object({
  kind: z.literal('ClusterRole'),
  rules: z.array(
    z.object({ resources: z.array(z.string()), verbs: z.array(z.string()) }),
  ),
});

/** A rule with settings of its own, which it reaches by `this`. */
class FixedVersions implements HealthEvaluator {
  readonly section = { id: 'versions', title: 'Versions' };
  readonly #moving: string[];

  constructor(moving: string[]) {
    this.#moving = moving;
  }

  evaluate(record: EnvironmentRecord, { now }: { now: number }) {
    return record.clusters
      .flatMap(({ workloads }) => workloads)
      .filter(({ version = 'latest' }) => this.#moving.includes(version))
      .map(({ kind, name }) =>
        createFinding({
          now,
          code: 'versions.moving',
          section: this.section.id,
          level: 'note',
          cause: `${name} runs a version that may move`,
          next: 'Deploy a fixed version.',
          subject: { kind, name },
        }),
      );
  }
}

/** A module with rules of one's own. */
function evaluating(...evaluators: HealthEvaluator[]) {
  return createBackendModule({
    pluginId: 'service-health',
    moduleId: 'given-rules',
    register(env) {
      env.registerInit({
        deps: { health: healthEvaluatorExtensionPoint },
        async init({ health }) {
          health.addHealthEvaluator(...evaluators);
        },
      });
    },
  });
}

/** So many findings, in so many words. */
function findMuch(count: number, words: string): HealthEvaluator {
  return {
    section: { id: 'much', title: 'Much' },
    evaluate: (_, { now }) =>
      Array.from({ length: count }, (__, index) =>
        createFinding({
          now,
          code: 'much.much',
          section: 'much',
          level: 'warning',
          cause: `${index} ${words}`,
          effect: words,
          next: words,
          command: `kubectl ${words}`,
          subject: { kind: 'Deployment', name: `visits-${index}` },
        }),
      ),
  };
}

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

  it('keeps the history of a service although others wait for a cluster and a Redis that never answer', async () => {
    const address = silent.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const many = Array.from({ length: 20 }, (_, index) => index);
    const { health, until } = await start(
      clusters(cluster, {
        name: 'hung',
        url: `http://127.0.0.1:${port}`,
        token: 'any',
      }),
      {
        // The history goes through them in this order, one by one
        entities: [
          ...many.map(index =>
            component(`far-${index}`, {
              'backstage.io/kubernetes-cluster': 'hung',
            }),
          ),
          ...many.map(index =>
            component(`mute-${index}`, {
              'backstage.io/kubernetes-cluster': 'sandbox',
            }),
          ),
          component('visits', {
            'backstage.io/kubernetes-cluster': 'sandbox',
            'service-health/environments': 'dev=visits',
          }),
        ],
        config: {
          serviceHealth: {
            redis: {
              instances: many.map(index => ({
                name: `mute-${index}`,
                host: '127.0.0.1',
                port,
                match: { name: `mute-${index}` },
              })),
            },
          },
        },
      },
    );

    const { environments } = await until(
      ref,
      one => one.environments[0]?.history?.changes.length === 1,
    );

    expect(environments[0].history?.changes[0]).toMatchObject({
      level: 'healthy',
    });
    // Long before the first call to the other cluster was given up
    const far = await health('component:default/far-0');
    expect(far.environments[0].clusters[0].problem).toMatch(
      /^hung did not answer yet/,
    );
  });

  it('runs rules of one’s own, and survives one that throws', async () => {
    const module = evaluating(
      new FixedVersions(['1.0.0']),
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
    const { until } = await start(clusters(cluster), { features: [module] });

    const answer = await until(ref, one => one.level === 'warning');

    expect(answer.headline).toBe('visits has no owner label');
    const { sections } = answer.environments[0];
    expect(sections.map(({ title }) => title)).toContain('Policy');
    expect(
      sections.find(({ id }) => id === 'versions')?.findings,
    ).toMatchObject([
      { code: 'versions.moving', cause: 'visits runs a version that may move' },
    ]);
  });

  it('runs the example of the extension point as it is written', async () => {
    cluster.apply(
      deployment('visits', { replicas: 1, image: 'example.com/visits:latest' }),
    );
    const { until } = await start(clusters(cluster), {
      features: [latestTag],
    });

    const answer = await until(ref, one => one.level === 'warning');

    expect(answer.headline).toBe('visits runs the tag "latest"');
    const example = readFileSync(
      join(__dirname, '__testUtils__/latestTag.ts'),
      'utf8',
    )
      .split(/^(?=export default)/m)[1]
      .trim();
    const documented = readFileSync(
      join(__dirname, 'healthEvaluatorExtensionPoint.ts'),
      'utf8',
    ).replace(/^ \* ?/gm, '');
    expect(documented).toContain(example);
  });

  it('asks a cluster for nothing that rbac.yaml does not allow', async () => {
    const { until } = await start(clusters(cluster));
    cluster.scenarios.apply('readiness-failing', {
      namespace: 'visits',
      name: 'visits',
    });
    await until(
      ref,
      () => cluster.requests.count({ resource: 'events' }) > 0,
      30_000,
    );

    const [role] = parseAllDocuments(
      readFileSync(
        join(__dirname, '../../../docs/service-health/rbac.yaml'),
        'utf8',
      ),
    )
      .map(document => roleSchema.safeParse(document.toJS()))
      .flatMap(({ data }) => data ?? []);
    const allowed = new Set(
      role.rules.flatMap(({ resources, verbs }) =>
        resources.flatMap(one => verbs.map(verb => `${verb} ${one}`)),
      ),
    );
    const asked = new Set(
      cluster.requests
        .all()
        // What every account may read
        .filter(({ url }) => url !== '/version')
        .map(({ verb, resource }) => `${verb} ${resource}`),
    );
    expect([...asked].filter(one => !allowed.has(one))).toEqual([]);
    expect([...allowed].filter(one => !asked.has(one))).toEqual([]);
  });

  it.each([
    { given: 'one fault', many: 0, long: 1 },
    { given: 'many environments, findings and long words', many: 12, long: 60 },
  ])(
    'offers the action get-service-health in under 4 KB: $given',
    async ({ many, long }) => {
      const actions = actionsRegistryServiceMock();
      const environments = Array.from(
        { length: many },
        (_, index) => `environment-${index}-${'ä'.repeat(long)}=visits`,
      );
      const { until } = await start(clusters(cluster), {
        entities: [
          component('visits', {
            'service-health/environments': [
              'dev=visits',
              ...environments,
            ].join(),
          }),
        ],
        features: [
          createServiceFactory({
            service: actionsRegistryServiceRef,
            deps: {},
            factory: () => actions,
          }),
          evaluating(findMuch(many, 'ä word '.repeat(long))),
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
        headline: expect.any(String),
        findings: expect.any(Array),
      });
      expect(Buffer.byteLength(JSON.stringify(result.output))).toBeLessThan(
        4_096,
      );
    },
  );

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
