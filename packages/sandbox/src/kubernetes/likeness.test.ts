import { ApiAnswer, ApiClient } from './__fixtures__/ApiClient';
import { KubernetesDouble } from './KubernetesDouble';
import { startKubernetesDouble } from './startKubernetesDouble';

// Set KUBERNETES_URL and KUBERNETES_TOKEN (and NODE_EXTRA_CA_CERTS) to hold a real API server to the same requests.
// KUBERNETES_POWERLESS_TOKEN, of an account without rights, adds the comparison of 403.
const { KUBERNETES_URL, KUBERNETES_TOKEN, KUBERNETES_POWERLESS_TOKEN } =
  process.env;

const namespace = 'double-likeness';
const core = `/api/v1/namespaces/${namespace}`;
const apps = `/apis/apps/v1/namespaces/${namespace}`;
const selector = 'labelSelector=suite%3Dlikeness';
const merge = { 'Content-Type': 'application/merge-patch+json' };

function configMap(name: string, value = name) {
  const labels = { suite: 'likeness' };
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, namespace, labels },
    data: { value },
  };
}

const deployment = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'likeness', namespace },
  spec: {
    replicas: 0,
    selector: { matchLabels: { app: 'likeness' } },
    template: {
      metadata: { labels: { app: 'likeness' } },
      spec: {
        containers: [
          {
            name: 'app',
            image: 'pause',
            ports: [{ containerPort: 80 }],
            readinessProbe: { httpGet: { path: '/', port: 80 } },
          },
        ],
      },
    },
  },
};

const autoscaler = {
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
  metadata: { name: 'likeness', namespace },
  spec: {
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'none' },
    maxReplicas: 2,
    metrics: [
      {
        type: 'Resource',
        resource: {
          name: 'cpu',
          target: { type: 'Utilization', averageUtilization: 80 },
        },
      },
    ],
  },
};

interface Probe {
  ask: (client: ApiClient) => Promise<ApiAnswer>;
  status: number;
  body?: unknown;
  /** Whether the fields must be the same ones on both sides. */
  fields?: boolean;
}

const failure = (reason: string) => ({
  kind: 'Status',
  apiVersion: 'v1',
  metadata: {},
  status: 'Failure',
  reason,
});

async function secondPage(client: ApiClient): Promise<ApiAnswer> {
  const first = await client.get(`${core}/configmaps?limit=2&${selector}`);
  const token = encodeURIComponent(first.body.metadata.continue);
  return client.get(`${core}/configmaps?limit=9&${selector}&continue=${token}`);
}

async function putStale(client: ApiClient): Promise<ApiAnswer> {
  const path = `${core}/configmaps/a`;
  const { body } = await client.get(path);
  await client.send('PATCH', path, {
    body: { data: { at: String(Math.random()) } },
    headers: merge,
  });
  return client.send('PUT', path, { body: { ...body, data: {} } });
}

async function readScale(client: ApiClient): Promise<ApiAnswer> {
  await client.send('POST', `${apps}/deployments`, { body: deployment });
  return client.get(`${apps}/deployments/likeness/scale`);
}

const probes: Record<string, Probe> = {
  version: { ask: c => c.get('/version'), status: 200 },
  groups: {
    ask: c => c.get('/apis'),
    status: 200,
    body: { kind: 'APIGroupList' },
  },
  'core versions': {
    ask: c => c.get('/api'),
    status: 200,
    body: { kind: 'APIVersions', versions: ['v1'] },
  },
  'one group': {
    ask: c => c.get('/apis/policy'),
    status: 200,
    fields: true,
    body: { kind: 'APIGroup', name: 'policy' },
  },
  resources: {
    ask: c => c.get('/apis/apps/v1'),
    status: 200,
    body: { kind: 'APIResourceList', groupVersion: 'apps/v1' },
  },
  'unknown path': {
    ask: c => c.get('/apis/none.example/v1'),
    status: 404,
    body: '404 page not found\n',
  },
  list: {
    ask: c => c.get(`${core}/configmaps?${selector}`),
    status: 200,
    fields: true,
    body: { kind: 'ConfigMapList', apiVersion: 'v1' },
  },
  'list from cache': {
    ask: c => c.get(`${core}/configmaps?resourceVersion=0&${selector}`),
    status: 200,
    fields: true,
  },
  'first page': {
    ask: c => c.get(`${core}/configmaps?limit=2`),
    status: 200,
    fields: true,
    body: {
      metadata: {
        remainingItemCount: expect.any(Number),
        continue: expect.any(String),
      },
    },
  },
  'first page of a selection': {
    ask: c => c.get(`${core}/configmaps?limit=2&${selector}`),
    status: 200,
    fields: true,
  },
  'second page': {
    ask: secondPage,
    status: 200,
    fields: true,
    body: { items: [{ metadata: { name: 'c' } }] },
  },
  'broken continue token': {
    ask: c => c.get(`${core}/configmaps?limit=2&continue=%21`),
    status: 400,
    fields: true,
    body: failure('BadRequest'),
  },
  'broken label selector': {
    ask: c => c.get(`${core}/configmaps?labelSelector=a%3D%3D%3Db`),
    status: 400,
    fields: true,
    body: failure('BadRequest'),
  },
  'unknown field selector': {
    ask: c => c.get(`${core}/pods?fieldSelector=foo%3Db`),
    status: 400,
    fields: true,
    body: {
      ...failure('BadRequest'),
      message: expect.stringContaining('field label not supported: foo'),
    },
  },
  'revision that is no number': {
    ask: c => c.get(`${core}/configmaps?resourceVersion=abc`),
    status: 400,
    fields: true,
    body: failure('BadRequest'),
  },
  'revision from the future': {
    ask: c => c.get(`${core}/configmaps?resourceVersion=99999999999`),
    status: 504,
    fields: true,
    body: failure('Timeout'),
  },
  'missing object': {
    ask: c => c.get(`${core}/pods/none`),
    status: 404,
    fields: true,
    body: {
      ...failure('NotFound'),
      message: 'pods "none" not found',
      details: { name: 'none', kind: 'pods' },
      code: 404,
    },
  },
  'missing object of a group': {
    ask: c => c.get(`${apps}/deployments/none`),
    status: 404,
    fields: true,
    body: {
      message: 'deployments.apps "none" not found',
      details: { name: 'none', group: 'apps', kind: 'deployments' },
    },
  },
  'wrong token': {
    ask: c => new ApiClient(c.url, 'wrong').get(`${core}/pods`),
    status: 401,
    fields: true,
    body: { ...failure('Unauthorized'), message: 'Unauthorized', code: 401 },
  },
  duplicate: {
    ask: c => c.send('POST', `${core}/configmaps`, { body: configMap('a') }),
    status: 409,
    fields: true,
    body: {
      ...failure('AlreadyExists'),
      message: 'configmaps "a" already exists',
    },
  },
  'missing namespace': {
    ask: c =>
      c.send('POST', '/api/v1/namespaces/likeness-none/configmaps', {
        body: { ...configMap('x'), metadata: { name: 'x' } },
      }),
    status: 404,
    fields: true,
    body: {
      ...failure('NotFound'),
      message: 'namespaces "likeness-none" not found',
    },
  },
  'namespace that differs from the path': {
    ask: c =>
      c.send('POST', '/api/v1/namespaces/default/configmaps', {
        body: configMap('x'),
      }),
    status: 400,
    fields: true,
    body: failure('BadRequest'),
  },
  'nameless object': {
    ask: c =>
      c.send('POST', `${core}/configmaps`, {
        body: { ...configMap('x'), metadata: {} },
      }),
    status: 422,
    fields: true,
    body: failure('Invalid'),
  },
  'stale update': {
    ask: putStale,
    status: 409,
    fields: true,
    body: failure('Conflict'),
  },
  'unknown patch': {
    ask: c =>
      c.send('PATCH', `${core}/configmaps/a`, {
        body: {},
        headers: { 'Content-Type': 'text/plain' },
      }),
    status: 415,
    fields: true,
    body: failure('UnsupportedMediaType'),
  },
  'form that is not spoken': {
    ask: c => c.get(`${core}/configmaps`, { Accept: 'text/html' }),
    status: 406,
    fields: true,
    body: failure('NotAcceptable'),
  },
  'metadata alone': {
    ask: c =>
      c.get(`${core}/configmaps?${selector}`, {
        Accept:
          'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1',
      }),
    status: 200,
    fields: true,
    body: { kind: 'PartialObjectMetadataList' },
  },
  table: {
    ask: c =>
      c.get(`${core}/configmaps?${selector}`, {
        Accept: 'application/json;as=Table;g=meta.k8s.io;v=v1',
      }),
    status: 200,
    body: {
      kind: 'Table',
      columnDefinitions: expect.any(Array),
      rows: expect.any(Array),
    },
  },
  'deployment with defaults': {
    ask: c => c.send('POST', `${apps}/deployments`, { body: deployment }),
    status: 201,
    fields: true,
    body: { spec: { progressDeadlineSeconds: 600, revisionHistoryLimit: 10 } },
  },
  scale: {
    ask: readScale,
    status: 200,
    fields: true,
    body: { kind: 'Scale', spec: expect.anything() },
  },
  'autoscaler with defaults': {
    ask: c =>
      c.send(
        'POST',
        `/apis/autoscaling/v2/namespaces/${namespace}/horizontalpodautoscalers`,
        { body: autoscaler },
      ),
    status: 201,
    fields: true,
    body: { spec: { minReplicas: 1 } },
  },
  deletion: {
    ask: c => c.send('DELETE', `${core}/configmaps/c`),
    status: 200,
    fields: true,
    body: {
      kind: 'Status',
      status: 'Success',
      details: { name: 'c', kind: 'configmaps', uid: expect.any(String) },
    },
  },
  'watch from a revision that is no number': {
    ask: c => c.get(`${core}/configmaps?watch=1&resourceVersion=abc`),
    status: 500,
    fields: true,
    body: { kind: 'Status', status: 'Failure' },
  },
  'watch for initial events without a match rule': {
    ask: c => c.get(`${core}/configmaps?watch=1&sendInitialEvents=true`),
    status: 422,
    fields: true,
    body: failure('Invalid'),
  },
};

async function prepare(client: ApiClient): Promise<void> {
  await client.send('POST', '/api/v1/namespaces', {
    body: {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: namespace },
    },
  });
  for (const name of ['a', 'b', 'c']) {
    await client.send('POST', `${core}/configmaps`, { body: configMap(name) });
  }
}

async function cleanUp(client: ApiClient): Promise<void> {
  for (const path of [
    `${core}/configmaps/a`,
    `${core}/configmaps/b`,
    `${core}/configmaps/c`,
    `${apps}/deployments/likeness`,
    `/apis/autoscaling/v2/namespaces/${namespace}/horizontalpodautoscalers/likeness`,
  ]) {
    await client.send('DELETE', path);
  }
}

let double: KubernetesDouble;
let pretended: ApiClient;
const real =
  KUBERNETES_URL && KUBERNETES_TOKEN
    ? new ApiClient(KUBERNETES_URL, KUBERNETES_TOKEN)
    : undefined;
const servers: [name: string, client: () => ApiClient][] = [
  ['the double', () => pretended],
  ...(real ? ([['a real API server', () => real]] as const) : []),
].map(([name, client]) => [name, client] as [string, () => ApiClient]);

beforeAll(async () => {
  double = await startKubernetesDouble({ managedFields: true });
  pretended = new ApiClient(double.url, double.token);
  for (const [, client] of servers) await prepare(client());
});
afterAll(async () => {
  for (const [, client] of servers) await cleanUp(client());
  await double.close();
});

describe.each(Object.entries(probes))('%s', (_, probe) => {
  it.each(servers)('is answered by %s as it should be', async (__, client) => {
    await cleanUp(client());
    await prepare(client());
    const answer = await probe.ask(client());
    expect(answer).toMatchObject({
      status: probe.status,
      ...(probe.body === undefined ? {} : { body: probe.body }),
    });
  });

  if (!real || !probe.fields) return;
  it('has the same fields on both sides', async () => {
    const shapes: unknown[] = [];
    for (const [, client] of servers) {
      await cleanUp(client());
      await prepare(client());
      shapes.push(shapeOf((await probe.ask(client())).body));
    }
    expect(shapes[0]).toEqual(shapes[1]);
  });
});

describe.each(servers)('a watch of %s', (_, client) => {
  it('sends changes, then bookmarks the state that was asked for', async () => {
    await cleanUp(client());
    const list = await client().get(`${core}/configmaps?${selector}`);
    const { resourceVersion } = list.body.metadata;
    const watch = await client().watch(
      `${core}/configmaps?${selector}&resourceVersion=${resourceVersion}&timeoutSeconds=20`,
    );
    await client().send('POST', `${core}/configmaps`, { body: configMap('a') });
    await client().send('PATCH', `${core}/configmaps/a`, {
      body: { data: { value: 'x' } },
      headers: merge,
    });
    await client().send('DELETE', `${core}/configmaps/a`);
    await watch.until(({ events }) => events.length === 3);
    watch.close();
    expect(watch.names).toEqual(['ADDED a', 'MODIFIED a', 'DELETED a']);
    expect(watch.events[0].object).toMatchObject({
      kind: 'ConfigMap',
      apiVersion: 'v1',
    });
  });

  it('marks the end of the initial events', async () => {
    await prepare(client());
    const watch = await client().watch(
      `${core}/configmaps?${selector}&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true&timeoutSeconds=20`,
    );
    await watch.until(({ types }) => types.includes('BOOKMARK'));
    watch.close();
    const { object } = watch.events[watch.types.indexOf('BOOKMARK')];
    expect(Object.keys(object.metadata).sort()).toEqual([
      'annotations',
      'resourceVersion',
    ]);
    expect(object).toMatchObject({
      kind: 'ConfigMap',
      apiVersion: 'v1',
      metadata: { annotations: { 'k8s.io/initial-events-end': 'true' } },
    });
  });

  it('says that a revision is too old', async () => {
    double.faults.compact();
    const watch = await client().watch(
      `${core}/configmaps?resourceVersion=1&timeoutSeconds=20`,
    );
    expect(watch.response.status).toBe(200);
    await watch.until(({ ended }) => ended === 'closed');
    expect(watch.events).toMatchObject([
      {
        type: 'ERROR',
        object: {
          ...failure('Expired'),
          code: 410,
          message: expect.stringMatching(
            /^too old resource version: 1 \(\d+\)$/,
          ),
        },
      },
    ]);
  });

  it('ends at its time-out', async () => {
    const watch = await client().watch(`${core}/configmaps?timeoutSeconds=1`);
    await watch.until(({ ended }) => ended === 'closed');
    expect(watch.types).not.toContain('ERROR');
  });
});

describe('403', () => {
  it('is worded by the double as by RBAC', async () => {
    const allow = double.faults.forbid();
    const denials = [
      await pretended.get(`${core}/pods`),
      await pretended.get('/apis/apps/v1/deployments'),
    ];
    allow();
    if (real && KUBERNETES_POWERLESS_TOKEN) {
      const powerless = new ApiClient(real.url, KUBERNETES_POWERLESS_TOKEN);
      denials.push(
        await powerless.get(`${core}/pods`),
        await powerless.get('/apis/apps/v1/deployments'),
      );
    }
    for (const [index, denial] of denials.entries()) {
      const apart = index % 2 === 0;
      expect(denial.status).toBe(403);
      expect(denial.body).toEqual({
        ...failure('Forbidden'),
        code: 403,
        details: apart
          ? { kind: 'pods' }
          : { group: 'apps', kind: 'deployments' },
        message: expect.stringMatching(
          apart
            ? /^pods is forbidden: User "\S+" cannot list resource "pods" in API group "" in the namespace "double-likeness"$/
            : /^deployments.apps is forbidden: User "\S+" cannot list resource "deployments" in API group "apps" at the cluster scope$/,
        ),
      });
    }
  });
});

// Names of all fields, at every depth; of lists only the first item. Who manages which field is not compared.
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.length > 0 ? [shapeOf(value[0])] : [];
  if (typeof value !== 'object' || value === null) return typeof value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== 'managedFields')
      .sort(([x], [y]) => (x < y ? -1 : 1))
      .map(([key, field]) => [key, shapeOf(field)]),
  );
}
