import { ApiClient } from '../__fixtures__/ApiClient';
import { stillPod, visitsDeployment } from '../__fixtures__/visits';
import { KubernetesDouble } from '../KubernetesDouble';
import { startKubernetesDouble } from '../startKubernetesDouble';

describe('the API server', () => {
  let double: KubernetesDouble;
  let client: ApiClient;

  beforeEach(async () => {
    double = await startKubernetesDouble({ controllers: false });
    client = new ApiClient(double.url, double.token);
    for (const name of ['a', 'b', 'c', 'd', 'e']) double.apply(stillPod(name));
  });
  afterEach(() => double.close());

  it('asks for a token and knows only its own', async () => {
    const stranger = await new ApiClient(double.url, 'wrong').get(
      '/api/v1/pods',
    );
    expect(stranger.status).toBe(401);
    expect(stranger.body).toMatchObject({
      kind: 'Status',
      reason: 'Unauthorized',
      code: 401,
    });
    expect((await client.get('/version')).body.gitVersion).toMatch(/^v1\./);
  });

  it('tells what it serves', async () => {
    expect((await client.get('/api')).body.versions).toEqual(['v1']);
    const groups = (await client.get('/apis')).body.groups;
    expect(groups.map(({ name }: { name: string }) => name)).toContain('apps');
    const apps = (await client.get('/apis/apps/v1')).body.resources;
    expect(apps).toContainEqual(
      expect.objectContaining({
        name: 'deployments',
        kind: 'Deployment',
        namespaced: true,
      }),
    );
    expect((await client.get('/apis/none.example/v1')).status).toBe(404);
  });

  it('lists by pages that show one moment', async () => {
    const first = (await client.get('/api/v1/pods?limit=2')).body;
    expect(first.metadata.remainingItemCount).toBe(3);
    double.remove({ kind: 'Pod', name: 'c', namespace: 'shop' });
    double.apply(stillPod('ab'));
    const { continue: token, resourceVersion } = first.metadata;
    const second = (
      await client.get(
        `/api/v1/pods?limit=9&continue=${encodeURIComponent(token)}`,
      )
    ).body;
    expect(names(second)).toEqual(['c', 'd', 'e']);
    expect(second.metadata.resourceVersion).toBe(resourceVersion);
    expect(names((await client.get('/api/v1/pods')).body)).toEqual([
      'a',
      'ab',
      'b',
      'd',
      'e',
    ]);
    double.faults.compact();
    const late = await client.get(
      `/api/v1/pods?limit=2&continue=${encodeURIComponent(token)}`,
    );
    expect(late.status).toBe(410);
    expect(late.body).toMatchObject({
      reason: 'Expired',
      metadata: { continue: expect.any(String) },
    });
  });

  it.each([
    ['labelSelector=index=a', ['a']],
    ['labelSelector=index%20in%20(a,c)', ['a', 'c']],
    [
      'labelSelector=index%20notin%20(a,c),backstage.io/kubernetes-id',
      ['b', 'd', 'e'],
    ],
    ['labelSelector=index!=a,!missing', ['b', 'c', 'd', 'e']],
    ['fieldSelector=metadata.name=b', ['b']],
    ['fieldSelector=status.phase!=Running', []],
    [
      'resourceVersion=0&fieldSelector=metadata.namespace=shop',
      ['a', 'b', 'c', 'd', 'e'],
    ],
  ])('selects with %s', async (query, expected) => {
    const { status, body } = await client.get(`/api/v1/pods?${query}`);
    expect(status).toBe(200);
    expect(names(body)).toEqual(expected);
  });

  it('refuses a selector that it does not know', async () => {
    const answer = await client.get('/api/v1/pods?fieldSelector=spec.foo=b');
    expect(answer.status).toBe(400);
    expect(answer.body.message).toContain(
      'field label not supported: spec.foo',
    );
  });

  it('creates, changes and deletes', async () => {
    const path = '/apis/apps/v1/namespaces/shop/deployments';
    const created = await client.send('POST', path, { body: visitsDeployment });
    expect(created.status).toBe(201);
    expect(created.body.metadata).toMatchObject({
      generation: 1,
      uid: expect.any(String),
    });
    expect(
      (await client.send('POST', path, { body: visitsDeployment })).status,
    ).toBe(409);
    const patched = await client.send('PATCH', `${path}/visits-app`, {
      body: { spec: { replicas: 5 } },
      headers: { 'Content-Type': 'application/merge-patch+json' },
    });
    expect(patched.body).toMatchObject({
      metadata: { generation: 2 },
      spec: { replicas: 5 },
    });
    const stale = await client.send('PUT', `${path}/visits-app`, {
      body: created.body,
    });
    expect(stale.status).toBe(409);
    expect(stale.body.reason).toBe('Conflict');
    const scale = await client.send('PATCH', `${path}/visits-app/scale`, {
      body: { spec: { replicas: 2 } },
      headers: { 'Content-Type': 'application/merge-patch+json' },
    });
    expect(scale.body).toMatchObject({ kind: 'Scale', spec: { replicas: 2 } });
    const gone = await client.send('DELETE', `${path}/visits-app`);
    expect(gone.body).toMatchObject({
      status: 'Success',
      details: { name: 'visits-app' },
    });
    const missing = await client.get(`${path}/visits-app`);
    expect(missing.body).toMatchObject({
      code: 404,
      message: 'deployments.apps "visits-app" not found',
      details: { name: 'visits-app', group: 'apps', kind: 'deployments' },
    });
  });

  it('writes metadata alone and tables when asked', async () => {
    const metadata = await client.get('/api/v1/pods', {
      Accept:
        'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1',
    });
    expect(metadata.body.kind).toBe('PartialObjectMetadataList');
    expect(metadata.body.items[0].spec).toBeUndefined();
    const table = await client.get('/api/v1/pods', {
      Accept: 'application/json;as=Table;g=meta.k8s.io;v=v1',
    });
    expect(table.body).toMatchObject({ kind: 'Table', rows: { length: 5 } });
  });

  it('keeps objects of kinds that it has never heard of', async () => {
    double.apply({
      apiVersion: 'external-secrets.io/v1',
      kind: 'ExternalSecret',
      metadata: { name: 'redis', namespace: 'shop' },
      spec: {},
    });
    const { body } = await client.get(
      '/apis/external-secrets.io/v1/namespaces/shop/externalsecrets',
    );
    expect(body.items[0]).toMatchObject({
      kind: 'ExternalSecret',
      metadata: { name: 'redis' },
    });
  });

  it('counts what it is asked', async () => {
    double.requests.reset();
    await client.get('/api/v1/pods');
    await client.get('/api/v1/namespaces/shop/pods/a');
    expect(double.requests.count({ verb: 'list', resource: 'pods' })).toBe(1);
    expect(double.requests.count()).toBe(2);
    expect(double.requests.bytes()).toBeGreaterThan(1000);
  });
});

function names(list: { items: { metadata: { name: string } }[] }): string[] {
  return list.items.map(({ metadata }) => metadata.name);
}
