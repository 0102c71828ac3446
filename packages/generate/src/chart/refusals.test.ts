import { Chart, ChartRequest } from './Chart';
import { findTool } from './findTool';

// A whole repository is written, on a machine that may be busy
jest.setTimeout(60_000);

const helm = findTool('helm');

const refusals: Record<string, ChartRequest & { says: RegExp }> = {
  'a password without a Secret, with the command to make one': {
    environment: 'prod',
    namespace: 'shop',
    values: { redis: { auth: { existingSecret: '' } } },
    says: /kubectl create secret generic visit-tracker-redis-auth --namespace shop .*redis-password.*operator-password/s,
  },
  'no password outside of dev': {
    environment: 'prod',
    values: { redis: { auth: { enabled: false } } },
    says: /without a password in prod/,
  },
  'no password and no NetworkPolicy': {
    values: { networkPolicy: { enabled: false } },
    says: /without a password and without a NetworkPolicy/,
  },
  'a tag that moves': {
    set: ['imageTag=latest'],
    says: /Cannot deploy imageTag "latest": it moves/,
  },
  'a tag that no registry knows': {
    set: ['imageTag=a/b'],
    says: /Cannot deploy imageTag "a\/b"/,
  },
  'a digest that is none': {
    set: ['image.digest=sha256:1'],
    says: /Cannot use image.digest "sha256:1"/,
  },
  'a minimum above the maximum': {
    values: { hpa: { minReplicas: 5, maxReplicas: 4 } },
    says: /Cannot scale from 5 to 4 pods/,
  },
  'one pod in prod': {
    environment: 'prod',
    values: { hpa: { minReplicas: 1 } },
    says: /Cannot run prod on 1 pod/,
  },
  'a drain that is cut short': {
    values: { app: { terminationGracePeriodSeconds: 10 } },
    says: /terminationGracePeriodSeconds \(10\) must be longer/,
  },
  'hard anti-affinity without the number of places': {
    values: { app: { affinity: { hard: { topologyKeys: ['region'] } } } },
    says: /app.affinity.hard.domains must say how many/,
  },
  'hard anti-affinity for more pods than places, with the arithmetic': {
    environment: 'prod',
    values: {
      app: {
        affinity: {
          hard: { topologyKeys: ['hostname', 'zone', 'region'], domains: 1 },
        },
      },
    },
    says: /6 pods \(hpa.maxReplicas\) do not fit 1 places.*so 5 would stay Pending. Lower hpa.maxReplicas to 1/,
  },
  'more pods than the places of a hard spread have room for': {
    environment: 'prod',
    values: { hpa: { maxReplicas: 8 } },
    says: /8 pods \(hpa.maxReplicas\) do not fit 3 places of hostname with room for 2 each, so 2 would stay Pending. Lower hpa.maxReplicas to 6/,
  },
  'six Redis pods on three nodes, one each': {
    environment: 'prod',
    values: {
      redis: {
        affinity: { hard: { topologyKeys: ['hostname'], domains: 3 } },
      },
    },
    says: /Cannot place redis: 6 pods/,
  },
  'a cluster without a majority': {
    environment: 'prod',
    values: { redis: { cluster: { primaries: 2 } } },
    says: /Cannot form a Redis Cluster of 2 primaries/,
  },
  'a cluster without replicas in prod': {
    environment: 'prod',
    values: {
      redis: { cluster: { replicasPerPrimary: 0, waitReplicas: 0 } },
    },
    says: /without replicas/,
  },
  'waiting for more replicas than there are': {
    environment: 'prod',
    values: { redis: { cluster: { waitReplicas: 2 } } },
    says: /Cannot wait for 2 replicas/,
  },
  "a user that is the chart's own": {
    environment: 'prod',
    values: { redis: { auth: { username: 'operator' } } },
    says: /Cannot name the app's Redis user "operator"/,
  },
  'an external Redis without a host': {
    environment: 'prod',
    values: { redis: { mode: 'external' } },
    says: /redis.external.host is empty/,
  },
  'a backup of what is elsewhere': {
    environment: 'prod',
    values: {
      redis: { mode: 'external', external: { host: 'redis.example.org' } },
      velero: { enabled: true },
    },
    says: /Cannot back up an external Redis/,
  },
  'TLS without certificates': {
    values: { redis: { tls: { enabled: true } } },
    says: /Cannot encrypt Redis/,
  },
  'a memory limit that cannot be read': {
    values: { redis: { resources: { limits: { memory: '1G' } } } },
    says: /memory "1G": give it in Mi or Gi/,
  },
  'a route without a Gateway': {
    values: { domain: 'a.example.org', httpRoute: { enabled: true } },
    says: /needs httpRoute.parentRefs/,
  },
  'a route to nowhere': {
    values: { domain: 'a.example.org', ingress: { enabled: true }, routes: [] },
    says: /routes is empty/,
  },
  'a route that is no path': {
    values: { routes: [{ path: 'metrics', type: 'Exact' }] },
    says: /path/,
  },
  'a route without a host name': {
    values: { ingress: { enabled: true } },
    says: /set domain, the public host name/,
  },
  'a domain with a scheme': {
    values: { domain: 'https://a.example.org' },
    says: /without https:\/\//,
  },
  'an ExternalSecret of nothing': {
    environment: 'prod',
    values: { externalSecrets: { enabled: true } },
    says: /externalSecrets.remoteKey must name/,
  },
  'an ExternalSecret from nowhere': {
    environment: 'prod',
    values: { externalSecrets: { enabled: true, remoteKey: 'a' } },
    says: /externalSecrets.storeRef.name to an existing store/,
  },
  'a value that the chart does not know': {
    values: { hpa: { maxReplica: 4 } },
    says: /maxReplica/,
  },
  'an environment that is none': {
    values: { environment: 'test' },
    says: /environment/,
  },
};

(helm ? describe : describe.skip)('the chart refuses (needs helm)', () => {
  let chart: Chart;

  beforeAll(async () => {
    chart = await Chart.create({
      helm: helm ?? '',
      answers: { environments: ['dev', 'staging', 'prod'] },
    });
  });

  afterAll(() => chart.remove());

  it.each(Object.entries(refusals))('%s', (_, { says, ...request }) => {
    expect(chart.refusal(request)).toMatch(says);
  });
});
