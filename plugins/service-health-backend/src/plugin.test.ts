import { mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { KubernetesDouble, startKubernetesDouble } from '@paved-path/sandbox';
import { clusters, component, startHealth } from './__testUtils__/startHealth';
import { deployment, statefulSet } from './__testUtils__/manifests';

const ref = 'component:default/visits';

jest.setTimeout(60_000);

describe('serviceHealthPlugin', () => {
  let cluster: KubernetesDouble;

  beforeEach(async () => {
    cluster = await startKubernetesDouble({ readyAfterMs: 50 });
  });

  afterEach(async () => {
    await cluster.close();
  });

  const start = (options: Partial<Parameters<typeof startHealth>[0]> = {}) =>
    startHealth({
      config: { kubernetes: clusters(cluster) },
      entities: [
        component('visits', { 'service-health/environments': 'dev=visits' }),
      ],
      ...options,
    });

  it('says healthy, and answers 304 as long as nothing changes', async () => {
    cluster.apply(
      deployment('visits', { replicas: 2, link: 'http://localhost:7200' }),
    );
    const { get, until } = await start();

    // The Deployment may say so a moment before its pods do
    const health = await until(
      ref,
      one => one.headline === '2 of 2 pods ready',
    );

    expect(health).toMatchObject({
      environment: 'dev',
      level: 'healthy',
      partial: false,
      environments: [
        {
          links: [
            {
              rel: 'open',
              title: 'Open visits',
              href: 'http://localhost:7200',
            },
          ],
        },
      ],
    });
    const first = await get(ref);
    const second = await get(ref, { etag: first.headers.etag });
    expect(second.status).toBe(304);
  });

  it('tells a held request of a change within a second', async () => {
    cluster.apply(deployment('visits', { replicas: 2 }));
    const { get, until } = await start();
    await until(ref, one => one.level === 'healthy');
    // The history tells when the level began, half a second later.
    await until(ref, one => one.since !== undefined);
    const { headers } = await get(ref);

    let started = 0;
    const held = get(ref, { wait: 20, etag: headers.etag });
    setTimeout(() => {
      started = Date.now();
      cluster.apply(deployment('visits', { replicas: 0 }));
    }, 100);
    const answer = await held;

    expect(answer.body.level).toBe('suspended');
    expect(Date.now() - started).toBeLessThan(1_000);
  });

  it('waits for the first build while only Redis is there', async () => {
    cluster.apply(
      statefulSet('visits-redis', { id: 'visits', component: 'redis' }),
    );
    const { until } = await start();

    const health = await until(ref, one => one.level === 'progressing');

    expect(health).toMatchObject({
      headline: 'Waiting for the first build',
      nextStep: { text: 'Look at the CI run.' },
      environments: [{ phase: 'waiting' }],
    });
  });

  it('names the annotation that is missing', async () => {
    const entity = component('visits');
    delete entity.metadata.annotations;
    const { health } = await start({ entities: [entity] });

    expect(await health(ref)).toMatchObject({
      setup: {
        state: 'notSetUp',
        annotation: 'backstage.io/kubernetes-id',
        value: 'visits',
      },
      environments: [],
    });
  });

  it('does not let an entity point at the objects of another', async () => {
    cluster.apply(deployment('payments', { replicas: 1 }));
    const { health } = await start({
      entities: [
        component('visits', { 'backstage.io/kubernetes-id': 'payments' }),
      ],
    });

    expect(await health(ref)).toMatchObject({
      setup: { state: 'notAllowed' },
      environments: [],
    });
  });

  it('answers 404 for an entity that the reader cannot see, and 400 without one', async () => {
    const { get } = await start();

    expect((await get('component:default/nobody')).status).toBe(404);
    expect((await get('')).status).toBe(400);
  });

  it('answers 403 with the permission by name', async () => {
    const { get } = await start({
      features: [
        mockServices.permissions.mock({
          authorize: async requests =>
            requests.map(() => ({ result: AuthorizeResult.DENY })),
        }).factory,
      ],
    });

    const { status, body } = await get(ref);

    expect(status).toBe(403);
    expect(body.error.message).toContain('service-health.read');
  });

  it('leaves names and evidence out for readers without the details permission', async () => {
    cluster.apply(deployment('visits', { replicas: 1 }));
    cluster.scenarios.apply('crash-loop', {
      namespace: 'visits',
      name: 'visits',
    });
    const { until, get } = await start({
      features: [
        mockServices.permissions.mock({
          authorize: async requests =>
            requests.map(({ permission }) => ({
              result: permission.name.includes('details')
                ? AuthorizeResult.DENY
                : AuthorizeResult.ALLOW,
            })),
        }).factory,
      ],
    });

    const health = await until(ref, one => one.level !== 'unknown');

    expect(health.withheld).toBe('service-health.details.read');
    const [pod] = cluster.list('Pod', 'visits');
    expect(JSON.stringify((await get(ref)).body)).not.toContain(
      pod.metadata.name,
    );
  });
});
