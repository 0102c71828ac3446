import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import {
  HealthRollup,
  healthRollupSchema,
} from '@paved-path/backstage-plugin-service-health-common';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { KubernetesDouble, startKubernetesDouble } from '@paved-path/sandbox';
import request from 'supertest';
import { deployment } from './__testUtils__/manifests';
import { clusters, component, startHealth } from './__testUtils__/startHealth';

const team = 'group:default/team-a';
const system = 'system:default/visiting';
const domain = 'domain:default/shop';

jest.setTimeout(60_000);

function whole(kind: string, name: string, relations: Entity['relations']) {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name, namespace: 'default' },
    relations,
  };
}

function member(name: string): Entity {
  return {
    ...component(name, { 'service-health/environments': `dev=${name}` }),
    relations: [
      { type: 'ownedBy', targetRef: team },
      { type: 'partOf', targetRef: system },
    ],
  };
}

const unlinked: Entity = {
  ...component('billing'),
  metadata: { name: 'billing', namespace: 'default' },
  relations: [{ type: 'ownedBy', targetRef: team }],
};

const library: Entity = {
  ...unlinked,
  metadata: { name: 'colours', namespace: 'default' },
  spec: { type: 'library' },
};

const foreign: Entity = {
  ...component('foreign'),
  relations: [{ type: 'ownedBy', targetRef: 'group:default/team-b' }],
};

const entities: Entity[] = [
  whole('Group', 'team-a', []),
  whole('Group', 'team-c', []),
  whole('System', 'visiting', [{ type: 'partOf', targetRef: domain }]),
  whole('Domain', 'shop', []),
  member('payments'),
  member('visits'),
  unlinked,
  library,
  foreign,
];

describe('roll-up', () => {
  let cluster: KubernetesDouble;

  beforeEach(async () => {
    cluster = await startKubernetesDouble({ readyAfterMs: 50 });
    cluster.apply(deployment('visits', { replicas: 2 }));
    cluster.apply(deployment('payments', { replicas: 1 }));
  });

  afterEach(async () => {
    await cluster.close();
  });

  async function start(
    features: Parameters<typeof startHealth>[0]['features'] = [],
    more: Entity[] = [],
  ) {
    const { backend } = await startHealth({
      config: { kubernetes: clusters(cluster) },
      entities: [...entities, ...more],
      features,
    });
    const get = (
      entityRef: string,
      { wait = 0, etag = '' }: { wait?: number; etag?: string } = {},
    ) =>
      request(backend.server)
        .get('/api/service-health/v1/rollup')
        .set('authorization', mockCredentials.user.header())
        .set('if-none-match', etag)
        .query({ entityRef, wait });
    /** Follows held requests, as a page does. */
    async function until(
      entityRef: string,
      predicate: (rollup: HealthRollup) => boolean,
    ): Promise<{ rollup: HealthRollup; etag: string }> {
      let etag = '';
      for (;;) {
        const { status, body, headers } = await get(entityRef, {
          wait: 5,
          etag,
        });
        etag = headers.etag;
        if (status === 200) {
          const rollup = healthRollupSchema.strict().parse(body);
          if (predicate(rollup)) {
            return { rollup, etag };
          }
        }
      }
    }
    return { get, until };
  }

  const allHealthy = ({ services }: HealthRollup) =>
    services.every(
      ({ headline, since }) => /pods? ready$/.test(headline) && since,
    );

  it.each([team, system, domain])('sums up the services of %s', async ref => {
    const { until } = await start();

    const { rollup } = await until(ref, allHealthy);

    expect(rollup).toMatchObject({
      entityRef: ref,
      services: [
        { name: 'payments', environment: 'dev', headline: '1 of 1 pod ready' },
        { name: 'visits', environment: 'dev', headline: '2 of 2 pods ready' },
      ],
      notSetUp: ref === team ? 1 : 0,
      forbidden: 0,
      omitted: 0,
    });
    expect(rollup.services[0].hours?.at(-1)).toBeDefined();
  });

  it('holds a request until one of the services changes', async () => {
    const { get, until } = await start();
    const { etag } = await until(team, allHealthy);
    expect((await get(team, { etag })).status).toBe(304);

    const held = get(team, { wait: 20, etag }).then(answer => answer);
    cluster.apply(deployment('visits', { replicas: 0 }));

    expect((await held).body.services[1]).toMatchObject({
      name: 'visits',
      level: 'suspended',
    });
  });

  it('counts services whose health the reader may not see, and says nothing else of them', async () => {
    const { get } = await start([
      mockServices.permissions.mock({
        authorize: async requests =>
          requests.map(({ resourceRef }) => ({
            result:
              resourceRef === 'component:default/visits'
                ? AuthorizeResult.ALLOW
                : AuthorizeResult.DENY,
          })),
      }).factory,
    ]);

    const { body } = await get(team);

    expect(body).toMatchObject({
      services: [{ name: 'visits' }],
      forbidden: 2,
    });
    expect(JSON.stringify(body)).not.toContain('payments');
  });

  it('lists 200 services, and counts the rest', async () => {
    const many = Array.from({ length: 205 }, (_, index) => ({
      ...member(`many-${String(index).padStart(3, '0')}`),
      relations: [{ type: 'ownedBy', targetRef: 'group:default/team-c' }],
    }));
    const { get } = await start([], many);

    const { body } = await get('group:default/team-c');

    const { services, omitted } = healthRollupSchema.parse(body);
    expect(services).toHaveLength(200);
    expect(services.at(-1)?.name).toBe('many-199');
    expect(omitted).toBe(5);
  });

  it('answers an empty list for a team without services', async () => {
    const { get } = await start();

    expect((await get('group:default/team-c')).body).toMatchObject({
      services: [],
      notSetUp: 0,
    });
  });

  it('answers 404 for what the reader cannot see, and 400 for what has no services', async () => {
    const { get } = await start();

    expect((await get('group:default/nobody')).status).toBe(404);
    const refused = await get('component:default/visits');
    expect(refused.status).toBe(400);
    expect(refused.body.error.message).toContain('ask for a group');
    expect((await get('')).status).toBe(400);
  });
});
