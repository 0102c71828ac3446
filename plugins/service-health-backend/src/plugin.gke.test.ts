import { KubernetesDouble, startKubernetesDouble } from '@paved-path/sandbox';
import { deployment } from './__testUtils__/manifests';
import { startGoogle } from './__testUtils__/startGoogle';
import { component, startHealth } from './__testUtils__/startHealth';

jest.setTimeout(60_000);

const ref = 'component:default/visits';

describe('serviceHealthPlugin on GKE', () => {
  let cluster: KubernetesDouble;
  let google: Awaited<ReturnType<typeof startGoogle>>;
  const before = { ...process.env };

  beforeEach(async () => {
    cluster = await startKubernetesDouble({ readyAfterMs: 50 });
    cluster.apply(deployment('visits', { replicas: 2 }));
    google = await startGoogle(cluster);
    process.env.GCE_METADATA_HOST = google.metadataHost;
    process.env.METADATA_SERVER_DETECTION = 'assume-present';
  });

  afterEach(async () => {
    process.env = { ...before };
    google.close();
    await cluster.close();
  });

  const start = () =>
    startHealth({
      config: {
        kubernetes: {
          clusterLocatorMethods: [
            {
              type: 'gke',
              projectId: 'acme',
              authProvider: 'googleServiceAccount',
              matchingResourceLabels: [{ key: 'stage', value: 'prod' }],
            },
          ],
        },
        serviceHealth: { gkeApiUrl: google.apiUrl },
      },
      entities: [
        component('visits', { 'backstage.io/kubernetes-namespace': 'visits' }),
      ],
    });

  it('watches the clusters of the project, as the service account that it runs as', async () => {
    const { until } = await start();

    const health = await until(ref, one => one.level === 'healthy');

    expect(health.environments[0].clusters.map(({ name }) => name)).toEqual([
      'gke-prod',
    ]);
    expect(health.headline).toBe('2 of 2 pods ready');
  });

  it('says that the project cannot be listed', async () => {
    google.state.fails = true;
    const { until } = await start();

    const health = await until(ref, ({ environments: [one] }) =>
      (one.clusters[0].problem ?? '').includes('not listed: check'),
    );

    expect(health).toMatchObject({
      level: 'unknown',
      environments: [
        {
          clusters: [
            {
              name: 'GKE project "acme"',
              problem:
                'The clusters of GKE project "acme" are not listed: check its credentials and the network',
            },
          ],
        },
      ],
    });
  });
});
