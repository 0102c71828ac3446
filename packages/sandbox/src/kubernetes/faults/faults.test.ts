import { ApiClient } from '../__fixtures__/ApiClient';
import { stillPod } from '../__fixtures__/visits';
import { KubernetesDouble } from '../KubernetesDouble';
import { startKubernetesDouble } from '../startKubernetesDouble';

const pods = '/api/v1/namespaces/shop/pods';

describe('faults', () => {
  let double: KubernetesDouble;
  let client: ApiClient;

  beforeEach(async () => {
    double = await startKubernetesDouble({ controllers: false });
    client = new ApiClient(double.url, double.token);
    double.apply(stillPod('a'));
  });
  afterEach(() => double.close());

  it('hang requests until they are released', async () => {
    const release = double.faults.hang({ resource: 'pods' });
    const held = client.get(pods);
    expect((await client.get('/api/v1/nodes')).status).toBe(200);
    const winner = await Promise.race([held, later(200)]);
    expect(winner).toBe('later');
    release();
    expect((await held).status).toBe(200);
  });

  it('slow lists down', async () => {
    double.faults.delay(300, { verb: 'list', times: 1 });
    const winner = await Promise.race([client.get(pods), later(100)]);
    expect(winner).toBe('later');
  });

  it('answer 429 with Retry-After, as often as told', async () => {
    double.faults.fail(429, { retryAfterSeconds: 7, times: 1 });
    const refused = await client.get(pods);
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBe('7');
    expect(refused.body.details.retryAfterSeconds).toBe(7);
    expect((await client.get(pods)).status).toBe(200);
  });

  it('answer 500', async () => {
    double.faults.fail(500);
    expect((await client.get(pods)).body.reason).toBe('InternalError');
  });

  it('forbid one resource as RBAC does', async () => {
    const allow = double.faults.forbid({ resource: 'pods' });
    const denied = await client.get(pods);
    expect(denied.body).toMatchObject({
      code: 403,
      reason: 'Forbidden',
      message:
        'pods is forbidden: User "system:serviceaccount:paved-path:portal" cannot list resource "pods" in API group "" in the namespace "shop"',
      details: { kind: 'pods' },
    });
    expect((await client.get('/api/v1/nodes')).status).toBe(200);
    allow();
    expect((await client.get(pods)).status).toBe(200);
  });

  it('reset connections', async () => {
    double.faults.reset({ times: 1 });
    await expect(client.get(pods)).rejects.toThrow('fetch failed');
    expect((await client.get(pods)).status).toBe(200);
  });

  it('take the server away and bring it back on the same port', async () => {
    const watch = await client.watch(pods);
    const comeBack = await double.faults.goDown();
    await watch.until(({ ended }) => ended === 'broken');
    await expect(client.get(pods)).rejects.toThrow('fetch failed');
    await comeBack();
    expect((await client.get(pods)).status).toBe(200);
  });

  it('stop the metrics API', async () => {
    const metrics = '/apis/metrics.k8s.io/v1beta1/namespaces/shop/pods';
    expect((await client.get(metrics)).body.items).toHaveLength(1);
    double.faults.stopMetricsServer();
    expect((await client.get(metrics)).status).toBe(503);
    await double.faults.clear();
    expect((await client.get(metrics)).status).toBe(200);
  });
});

async function later(milliseconds: number): Promise<string> {
  await new Promise(resolve => setTimeout(resolve, milliseconds));
  return 'later';
}
