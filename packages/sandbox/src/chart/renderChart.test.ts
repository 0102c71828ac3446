import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { renderChart } from './renderChart';

const values = `
partOf: shop
imageTag: ''
image: { repository: ghcr.io/acme/visits, digest: '' }
app:
  resources: { requests: { cpu: 50m } }
hpa: { minReplicas: 1, maxReplicas: 4 }
redis:
  mode: standalone
  image: { repository: docker.io/library/redis, tag: 8.8.0 }
`;

describe('renderChart without helm', () => {
  let directory: string;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'chart-'));
    await mkdir(join(directory, 'env/dev'), { recursive: true });
    await writeFile(join(directory, 'Chart.yaml'), 'name: visits\n');
    await writeFile(join(directory, 'values.yaml'), values);
    await writeFile(
      join(directory, 'env/dev/values.yaml'),
      'environment: dev\nhpa: { maxReplicas: 2 }\n',
    );
  });

  afterEach(async () => {
    await rm(directory, { recursive: true, force: true });
  });

  async function render(more: Record<string, unknown> = {}) {
    return renderChart(
      {
        directory,
        releaseName: 'visits',
        namespace: 'shop',
        valueFiles: ['env/dev/values.yaml'],
        values: more,
      },
      new AbortController().signal,
    );
  }

  async function names(more: Record<string, unknown> = {}) {
    const objects = await render(more);
    return objects.map(({ kind, metadata }) => `${kind}/${metadata.name}`);
  }

  it('leaves the app out until its first image was built', async () => {
    expect(await names()).toEqual([
      'Service/visits-redis',
      'Service/visits-redis-headless',
      'StatefulSet/visits-redis',
      'Service/visits-app-svc',
    ]);
  });

  it('makes the app with its autoscaler and budget, env values over the rest', async () => {
    const objects = await render({ imageTag: 'abc' });
    const find = (kind: string) => objects.find(object => object.kind === kind);
    expect(find('Deployment')).toMatchObject({
      metadata: {
        name: 'visits-app',
        namespace: 'shop',
        labels: {
          'app.kubernetes.io/name': 'visits',
          'app.kubernetes.io/component': 'app',
          'backstage.io/kubernetes-id': 'visits',
          environment: 'dev',
        },
      },
      spec: {
        template: {
          spec: { containers: [{ image: 'ghcr.io/acme/visits:abc' }] },
        },
      },
    });
    expect(find('HorizontalPodAutoscaler')).toMatchObject({
      spec: { minReplicas: 1, maxReplicas: 2 },
    });
    expect(find('PodDisruptionBudget')).toBeDefined();
  });

  it('makes six Redis pods for a cluster and none for an external Redis', async () => {
    const objects = await render({ redis: { mode: 'cluster' } });
    expect(objects.find(({ kind }) => kind === 'StatefulSet')).toMatchObject({
      spec: { replicas: 6 },
    });
    const external = { mode: 'external', external: { host: 'db.example' } };
    expect(await names({ redis: external })).toEqual([
      'Service/visits-app-svc',
    ]);
  });

  it('refuses a value file that is missing or outside of the chart', async () => {
    const signal = new AbortController().signal;
    const request = { directory, releaseName: 'visits', namespace: 'shop' };
    await expect(
      renderChart({ ...request, valueFiles: ['env/x.yaml'] }, signal),
    ).rejects.toThrow('open env/x.yaml: no such file or directory');
    await expect(
      renderChart({ ...request, valueFiles: ['../../etc/passwd'] }, signal),
    ).rejects.toThrow('"../../etc/passwd" is outside of the chart');
  });

  it('says that helm is needed for a chart of another form', async () => {
    await writeFile(join(directory, 'values.yaml'), 'image: nginx\n');
    await expect(render()).rejects.toThrow('install helm to render any chart');
  });
});
