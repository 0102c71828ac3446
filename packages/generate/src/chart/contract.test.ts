import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Answers } from '../Answers';
import { Chart, ChartRequest, COMMIT } from './Chart';
import { everything } from './everything';
import { findTool } from './findTool';
import { KubernetesObject } from './KubernetesObject';

// A whole repository is written, on a machine that may be busy
jest.setTimeout(60_000);

const helm = findTool('helm');

(helm ? describe : describe.skip)('the chart (needs helm)', () => {
  const charts = new Map<string, Chart>();

  async function chartOf(answers: Answers = {}): Promise<Chart> {
    const key = JSON.stringify(answers);
    const chart =
      charts.get(key) ?? (await Chart.create({ helm: helm ?? '', answers }));
    charts.set(key, chart);
    return chart;
  }

  async function find(
    kind: string,
    name: string,
    request: ChartRequest = {},
    answers: Answers = {},
  ): Promise<KubernetesObject | undefined> {
    const chart = await chartOf(answers);
    return chart
      .objects(request)
      .find(object => object.kind === kind && object.metadata.name === name);
  }

  afterAll(async () => {
    await Promise.all([...charts.values()].map(chart => chart.remove()));
  });

  it('keeps the names that the exercise types literally', async () => {
    expect(await find('Service', 'visit-tracker-app-svc')).toMatchObject({
      spec: { ports: [{ port: 80, targetPort: 'http' }] },
    });
    expect(await find('Deployment', 'visit-tracker-app')).toMatchObject({
      spec: {
        template: {
          spec: {
            containers: [
              {
                image: `ghcr.io/acme/visit-tracker:${COMMIT}`,
                ports: [{ name: 'http', containerPort: 3000 }],
                env: expect.arrayContaining([
                  { name: 'REDIS_HOST', value: 'visit-tracker-redis' },
                  { name: 'REDIS_PORT', value: '6379' },
                ]),
              },
            ],
          },
        },
      },
    });
  });

  it.each([
    ['--set imageTag=1234567', { set: ['imageTag=1234567'] }, '1234567'],
    ['a number in a file', { values: { imageTag: 1234567 } }, '1234567'],
    ['eleven digits', { values: { imageTag: 12345678901 } }, '12345678901'],
    ['leading zeros', { set: ['imageTag=0012345'] }, '0012345'],
  ])('takes a tag of digits only: %s', async (_, request, tag) => {
    const chart = await chartOf();
    const deployment = Chart.parse(chart.template(request)).find(
      ({ kind }) => kind === 'Deployment',
    );

    expect(deployment).toMatchObject({
      spec: {
        template: {
          spec: {
            containers: [{ image: `ghcr.io/acme/visit-tracker:${tag}` }],
          },
        },
      },
    });
  });

  it('runs what was built: the digest stands beside the tag', async () => {
    const digest = `sha256:${'0a'.repeat(32)}`;
    const deployment = await find('Deployment', 'visit-tracker-app', {
      set: [`image.digest=${digest}`],
    });

    expect(JSON.stringify(deployment)).toContain(
      `"image":"ghcr.io/acme/visit-tracker:${COMMIT}@${digest}"`,
    );
  });

  it.each([
    { minReplicas: 3, maxReplicas: 6, maxUnavailable: 1 },
    { minReplicas: 2, maxReplicas: 2, maxUnavailable: 1 },
    { minReplicas: 8, maxReplicas: 20, maxUnavailable: 2 },
    { minReplicas: 1, maxReplicas: 4, maxUnavailable: 1 },
  ])(
    'never forbids a drain: $minReplicas to $maxReplicas pods',
    async ({ maxUnavailable, ...hpa }) => {
      const budget = await find('PodDisruptionBudget', 'visit-tracker-app', {
        values: { hpa },
      });

      expect(budget).toMatchObject({
        spec: { maxUnavailable, unhealthyPodEvictionPolicy: 'AlwaysAllow' },
      });
      expect(budget).not.toHaveProperty('spec.minAvailable');
    },
  );

  it('makes no budget for a single pod', async () => {
    expect(
      await find('PodDisruptionBudget', 'visit-tracker-app', {
        values: { hpa: { enabled: false }, app: { replicas: 1 } },
      }),
    ).toBeUndefined();
  });

  it('leaves the number of pods to the autoscaler', async () => {
    const deployment = await find('Deployment', 'visit-tracker-app');

    expect(deployment).not.toHaveProperty('spec.replicas');
  });

  it('spreads prod over nodes and zones, hard, each revision by itself', async () => {
    const deployment = await find('Deployment', 'visit-tracker-app', {
      environment: 'prod',
    });

    expect(deployment).toHaveProperty(
      'spec.template.spec.topologySpreadConstraints',
      [
        ['kubernetes.io/hostname', 'DoNotSchedule'],
        ['topology.kubernetes.io/zone', 'DoNotSchedule'],
        ['topology.kubernetes.io/region', 'ScheduleAnyway'],
      ].map(([topologyKey, whenUnsatisfiable]) =>
        expect.objectContaining({
          maxSkew: 1,
          topologyKey,
          whenUnsatisfiable,
          matchLabelKeys: ['pod-template-hash'],
        }),
      ),
    );
  });

  it.each([6, 7, 12, 100])(
    'has room in prod for the %d pods that were answered, and no other',
    async maxReplicas => {
      const chart = await chartOf({
        maxReplicas,
        environments: ['dev', 'prod'],
      });

      expect(() => chart.objects({ environment: 'prod' })).not.toThrow();
      expect(
        chart.refusal({
          environment: 'prod',
          values: { hpa: { maxReplicas: maxReplicas + 3 } },
        }),
      ).toContain(`Cannot spread app: ${maxReplicas + 3} pods`);
    },
  );

  it('leads the world to the page and the visits, not to metrics and probes', async () => {
    const request = {
      environment: 'prod',
      values: { ...everything, domain: 'visits.example.org' },
    } as const;
    const route = await find('HTTPRoute', 'visit-tracker-app', request);
    const ingress = await find('Ingress', 'visit-tracker-app', request);
    const paths = ['/', '/api/visits', '/icon.svg', '/robots.txt'];

    expect(route).toHaveProperty('spec.rules.0.matches', [
      { path: { type: 'Exact', value: '/' } },
      { path: { type: 'PathPrefix', value: '/_next' } },
      ...paths.slice(1).map(value => ({ path: { type: 'Exact', value } })),
    ]);
    expect(ingress).toHaveProperty(
      'spec.rules.0.http.paths',
      ['/', '/_next', ...paths.slice(1)].map(path =>
        expect.objectContaining({
          path,
          pathType: path === '/_next' ? 'Prefix' : 'Exact',
        }),
      ),
    );
  });

  it('leads the world to other paths where it is told to', async () => {
    const routes = [{ path: '/', type: 'Prefix' }];
    const request = { values: { ...everything, routes } };

    expect(
      await find('HTTPRoute', 'visit-tracker-app', request),
    ).toHaveProperty('spec.rules.0.matches', [
      { path: { type: 'PathPrefix', value: '/' } },
    ]);
  });

  it('takes hard anti-affinity on host, zone and region where the pods fit', async () => {
    const deployment = await find('Deployment', 'visit-tracker-app', {
      values: {
        hpa: { minReplicas: 2, maxReplicas: 3 },
        app: {
          affinity: {
            hard: { topologyKeys: ['hostname', 'zone', 'region'], domains: 3 },
          },
        },
      },
    });

    expect(deployment).toHaveProperty(
      'spec.template.spec.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution',
      [
        'kubernetes.io/hostname',
        'topology.kubernetes.io/zone',
        'topology.kubernetes.io/region',
      ].map(topologyKey => expect.objectContaining({ topologyKey })),
    );
  });

  it('fits the level "restricted" with every pod that it makes', async () => {
    const chart = await chartOf();
    const pods = chart
      .objects({ environment: 'prod', values: everything })
      .flatMap(({ kind, spec }) =>
        kind === 'Pod'
          ? [spec]
          : [JSON.parse(JSON.stringify(spec ?? {}))?.template?.spec],
      )
      .filter(spec => spec !== undefined);

    expect(pods.length).toBeGreaterThanOrEqual(4);
    for (const pod of pods) {
      expect(pod).toMatchObject({
        automountServiceAccountToken: false,
        enableServiceLinks: false,
        securityContext: {
          runAsNonRoot: true,
          seccompProfile: { type: 'RuntimeDefault' },
        },
      });
      expect(pod.securityContext.runAsUser).toBeGreaterThan(0);
      for (const container of pod.containers) {
        expect(container).toMatchObject({
          securityContext: {
            allowPrivilegeEscalation: false,
            readOnlyRootFilesystem: true,
            runAsNonRoot: true,
            capabilities: { drop: ['ALL'] },
          },
        });
      }
    }
  });

  it('labels the volumes so that they are found when the service is gone', async () => {
    const set = await find('StatefulSet', 'visit-tracker-redis');

    expect(set).toHaveProperty('spec.volumeClaimTemplates.0.metadata.labels', {
      'app.kubernetes.io/name': 'visit-tracker',
      'app.kubernetes.io/component': 'redis',
      'app.kubernetes.io/instance': 'release-name',
      'backstage.io/kubernetes-id': 'visit-tracker',
    });
  });

  it('admits any pod to the app in dev only', async () => {
    const dev = await find('NetworkPolicy', 'visit-tracker-app');
    const prod = await find('NetworkPolicy', 'visit-tracker-app', {
      environment: 'prod',
    });

    expect(dev).toHaveProperty('spec.ingress.0.from', [
      { namespaceSelector: {} },
    ]);
    expect(JSON.stringify(prod)).not.toContain('"namespaceSelector":{}');
    expect(dev).toHaveProperty('spec.policyTypes', ['Ingress', 'Egress']);
  });

  it('keeps the cloud metadata server out of reach', async () => {
    const policy = await find(
      'NetworkPolicy',
      'visit-tracker-app',
      { environment: 'prod' },
      {
        redisMode: 'external',
        redisHost: 'redis.example.org',
        environments: ['dev', 'prod'],
      },
    );

    expect(policy).toHaveProperty('spec.egress.1.to.0.ipBlock.except', [
      '169.254.0.0/16',
    ]);
  });

  it('gives the app its Redis user, and waits for a replica, in a cluster', async () => {
    const deployment = await find('Deployment', 'visit-tracker-app', {
      environment: 'prod',
      values: { redis: { mode: 'cluster' } },
    });

    expect(deployment).toHaveProperty(
      'spec.template.spec.containers.0.env',
      expect.arrayContaining([
        { name: 'REDIS_MODE', value: 'cluster' },
        { name: 'REDIS_USERNAME', value: 'visit-tracker' },
        { name: 'REDIS_WAIT_REPLICAS', value: '1' },
        {
          name: 'REDIS_PASSWORD',
          valueFrom: {
            secretKeyRef: {
              name: 'visit-tracker-redis-auth',
              key: 'redis-password',
            },
          },
        },
      ]),
    );
  });

  it('grants the app exactly the commands that it sends', async () => {
    const chart = await chartOf();
    const source = await readFile(
      join(chart.folder, 'lib/redis-commands.ts'),
      'utf8',
    );
    const lists = source.slice(0, source.indexOf('as const'));
    const sent = [...lists.matchAll(/'([a-z|]+)'/g)].map(
      ([, name]) => `+${name}`,
    );
    const statefulSet = await find('StatefulSet', 'visit-tracker-redis', {
      environment: 'prod',
    });
    const rules = /"REDIS_APP_RULES","value":"([^"]*)"/.exec(
      JSON.stringify(statefulSet),
    )?.[1];

    expect(
      rules
        ?.split(' ')
        .filter(rule => rule.startsWith('+'))
        .sort(),
    ).toEqual(sent.sort());
    expect(rules).toMatch(/^resetkeys resetchannels -@all ~visits:\* /);
  });

  it('links to the service where it has a domain', async () => {
    const answers = {
      domain: 'visits.example.org',
      environments: ['dev', 'prod'],
    };

    expect(
      await find(
        'Deployment',
        'visit-tracker-app',
        { environment: 'prod' },
        answers,
      ),
    ).toMatchObject({
      metadata: {
        annotations: {
          'link.argocd.argoproj.io/external-link': 'https://visits.example.org',
        },
      },
    });
    expect(
      await find(
        'HTTPRoute',
        'visit-tracker-app',
        { environment: 'dev' },
        answers,
      ),
    ).toMatchObject({ spec: { hostnames: ['dev.visits.example.org'] } });
  });

  it('is restarted by Reloader where it is told to', async () => {
    const annotations = { 'secret.reloader.stakater.com/reload': 'a' };
    const values = { domain: 'a.example.org', app: { annotations } };

    expect(
      await find('Deployment', 'visit-tracker-app', { values }),
    ).toHaveProperty('metadata.annotations', {
      'link.argocd.argoproj.io/external-link': 'https://a.example.org',
      ...annotations,
    });
  });

  it('takes the longest name', async () => {
    const name = `a${'b'.repeat(39)}`;
    const chart = await chartOf({ name });
    const objects = chart.objects({ environment: 'prod' });

    for (const { metadata } of objects) {
      expect(metadata.name.length).toBeLessThanOrEqual(63);
    }
  });

  it('loads the service of the namespace that the load is applied to', async () => {
    const chart = await chartOf();
    const pod = await readFile(
      join(chart.folder, 'ops/load/busybox.yaml'),
      'utf8',
    );

    expect(pod).toContain(
      'while sleep 0.01; do wget -q -O /dev/null http://visit-tracker-app-svc; done',
    );
  });

  it('lists every value as the schema has it', async () => {
    const chart = await chartOf();
    const { status, stderr } = spawnSync(
      process.execPath,
      ['ops/scripts/chart-values.mjs', '--check'],
      { cwd: chart.folder, encoding: 'utf8' },
    );

    expect(stderr).toBe('');
    expect(status).toBe(0);
  });
});
