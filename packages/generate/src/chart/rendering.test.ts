import { spawnSync } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { Chart, COMMIT } from './Chart';
import { everything } from './everything';
import { findTool } from './findTool';
import { schemaProblems } from './schemaProblems';

// A whole repository is written, on a machine that may be busy
jest.setTimeout(60_000);

const helm = findTool('helm');
const kubeconform = findTool('kubeconform');

const environments = ['dev', 'staging', 'prod'] as const;
const modes = ['standalone', 'cluster', 'external'] as const;
const combinations = environments.flatMap(environment =>
  modes.map(mode => ({ environment, mode })),
);

(helm ? describe : describe.skip)('the chart (needs helm)', () => {
  let chart: Chart;

  beforeAll(async () => {
    chart = await Chart.create({ helm: helm ?? '' });
  });

  afterAll(() => chart.remove());

  function request(environment: (typeof environments)[number], mode: string) {
    return {
      environment,
      values: {
        redis: { mode, external: { host: 'redis.example.org' } },
        imageTag: COMMIT,
      },
    };
  }

  describe.each(combinations)(
    'in $environment with Redis $mode',
    ({ environment, mode }) => {
      it('passes helm lint, with and without an image', () => {
        const asked = request(environment, mode);

        expect(chart.lint(asked)).toBe('');
        expect(chart.lint({ ...asked, set: ['imageTag='] })).toBe('');
      });

      it('makes objects that the strict schemas accept', () => {
        const objects = chart.objects(request(environment, mode));

        expect(objects.flatMap(schemaProblems)).toEqual([]);
      });

      it('renders the same each time', () => {
        const asked = request(environment, mode);

        expect(chart.template(asked)).toBe(chart.template(asked));
      });

      it('leaves the app out until there is an image, and nothing else', () => {
        const kinds = Chart.parse(
          chart.template({
            ...request(environment, mode),
            set: ['imageTag=', 'vpa.enabled=true'],
          }),
        ).map(({ kind, metadata }) => `${kind}/${metadata.name}`);

        expect(kinds).not.toEqual(
          expect.arrayContaining([
            expect.stringMatching(
              /^(Deployment|HorizontalPodAutoscaler|VerticalPodAutoscaler|PodDisruptionBudget)\/visit-tracker-app$/,
            ),
          ]),
        );
        expect(kinds).toContain('Service/visit-tracker-app-svc');
        expect(kinds.includes('StatefulSet/visit-tracker-redis')).toBe(
          mode !== 'external',
        );
      });

      it('labels every object, and every pod, as the catalog expects', () => {
        const labels = {
          'app.kubernetes.io/name': 'visit-tracker',
          'app.kubernetes.io/instance': 'release-name',
          'app.kubernetes.io/component': expect.any(String),
          'app.kubernetes.io/part-of': 'visit-tracker',
          'app.kubernetes.io/managed-by': 'Helm',
          'backstage.io/kubernetes-id': 'visit-tracker',
          environment,
        };

        for (const object of chart.objects(request(environment, mode))) {
          const pods = ['Deployment', 'StatefulSet'].includes(object.kind)
            ? { spec: { template: { metadata: { labels } } } }
            : {};
          expect(object).toMatchObject({ metadata: { labels }, ...pods });
        }
      });
    },
  );

  it.each(['standalone', 'cluster'])(
    'makes valid objects with everything switched on and Redis %s',
    mode => {
      const objects = chart.objects({
        environment: 'prod',
        values: everything,
        set: [`redis.mode=${mode}`],
      });

      expect(objects.flatMap(schemaProblems)).toEqual([]);
      expect(objects.map(({ kind }) => kind)).toEqual(
        expect.arrayContaining([
          'Certificate',
          'ExternalSecret',
          'HTTPRoute',
          'HealthCheckPolicy',
          'Ingress',
          'PrometheusRule',
          'Schedule',
          'SecretStore',
          'ServiceMonitor',
          'VerticalPodAutoscaler',
        ]),
      );
    },
  );

  it.each(['vault', 'gcp'])('makes a valid SecretStore for %s', type => {
    const store = chart
      .objects({
        environment: 'prod',
        values: everything,
        set: [`externalSecrets.provider.type=${type}`],
      })
      .filter(({ kind }) => kind === 'SecretStore');

    expect(store).toHaveLength(1);
    expect(store.flatMap(schemaProblems)).toEqual([]);
  });

  it('uses every one of its templates', async () => {
    const folder = join(chart.folder, 'ops/charts/templates');
    const templates = (await readdir(folder, { recursive: true })).filter(
      // Makes no object: it only refuses
      file => file.endsWith('.yaml') && file !== 'validate.yaml',
    );
    const output = ['standalone', 'cluster']
      .map(mode =>
        chart.template({
          environment: 'prod',
          values: { ...everything, imageTag: COMMIT },
          set: [`redis.mode=${mode}`],
        }),
      )
      .join('\n');

    expect(
      templates.filter(file => !output.includes(`/templates/${file}\n`)),
    ).toEqual([]);
  });

  it.each(['external-dbaas', 'external-dragonfly', 'hard-affinity'])(
    'makes valid objects of the example %s',
    async example => {
      const file = join(chart.folder, `ops/charts/examples/${example}.yaml`);
      const objects = chart.objects({
        environment: 'prod',
        values: parse(await readFile(file, 'utf8')),
      });

      expect(objects.flatMap(schemaProblems)).toEqual([]);
      expect(objects.some(({ kind }) => kind === 'StatefulSet')).toBe(
        example === 'hard-affinity',
      );
    },
  );

  it('has no example that is not tried', async () => {
    const folder = join(chart.folder, 'ops/charts/examples');

    expect((await readdir(folder)).sort()).toEqual([
      'external-dbaas.yaml',
      'external-dragonfly.yaml',
      'hard-affinity.yaml',
    ]);
  });

  it('never makes a Secret or a Job', () => {
    const kinds = chart
      .objects({ environment: 'prod', values: everything })
      .map(({ kind }) => kind);

    expect(kinds).not.toContain('Secret');
    expect(kinds).not.toContain('Job');
  });

  // One test that is run or skipped: the lint rule does not see an `it` in the expression
  const itWithKubeconform = kubeconform ? it : it.skip;
  itWithKubeconform('passes kubeconform -strict (needs kubeconform)', () => {
    const schemas = join(__dirname, 'schemas');
    const { status, stdout } = spawnSync(
      kubeconform ?? '',
      [
        '-strict',
        '-summary',
        '-schema-location',
        `${schemas}/{{ .ResourceKind }}_{{ .Group }}_{{ .ResourceAPIVersion }}.json`,
        '-schema-location',
        `${schemas}/{{ .ResourceKind }}_{{ .ResourceAPIVersion }}.json`,
      ],
      {
        encoding: 'utf8',
        input: combinations
          .map(({ environment, mode }) =>
            chart.template(request(environment, mode)),
          )
          .concat(
            chart.template({
              environment: 'prod',
              values: { ...everything, imageTag: COMMIT },
            }),
          )
          .join('\n---\n'),
      },
    );

    // eslint-disable-next-line jest/no-standalone-expect
    expect(stdout).toMatch(/Invalid: 0, Errors: 0, Skipped: 0/);
    // eslint-disable-next-line jest/no-standalone-expect
    expect(status).toBe(0);
  });
});
