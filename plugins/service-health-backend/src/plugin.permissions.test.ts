import { Entity } from '@backstage/catalog-model';
import {
  catalogConditions,
  createCatalogConditionalDecision,
} from '@backstage/plugin-catalog-backend/alpha';
import {
  AuthorizeResult,
  isPermission,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import {
  serviceHealthDetailsReadPermission,
  serviceHealthReadPermission,
  serviceHealthSchema,
} from '@paved-path/backstage-plugin-service-health-common';
import { KubernetesDouble, startKubernetesDouble } from '@paved-path/sandbox';
import { deployment } from './__testUtils__/manifests';
import { clusters, component } from './__testUtils__/startHealth';
import { startPermitted } from './__testUtils__/startPermitted';

jest.setTimeout(60_000);

/** Owners only, by a rule of the catalog; the rest is for everybody. */
class OwnersOnly implements PermissionPolicy {
  readonly #owned: (typeof serviceHealthReadPermission)[];

  constructor(...owned: (typeof serviceHealthReadPermission)[]) {
    this.#owned = owned;
  }

  async handle(
    { permission }: PolicyQuery,
    reader?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    const owned = this.#owned.find(one => isPermission(permission, one));
    return owned
      ? createCatalogConditionalDecision(
          owned,
          catalogConditions.isEntityOwner({
            claims: reader?.info.ownershipEntityRefs ?? [],
          }),
        )
      : { result: AuthorizeResult.ALLOW };
  }
}

function group(name: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Group',
    metadata: { name },
    spec: { type: 'team', children: [] },
  };
}

function user(name: string, team: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'User',
    metadata: { name },
    spec: { memberOf: [team] },
  };
}

/** Entities say where they come from; nobody fetches it. */
function located(entity: Entity): Entity {
  const location = 'url:https://example.com/catalog-info.yaml';
  return {
    ...entity,
    metadata: {
      ...entity.metadata,
      annotations: {
        ...entity.metadata.annotations,
        'backstage.io/managed-by-location': location,
        'backstage.io/managed-by-origin-location': location,
      },
    },
  };
}

function service(name: string, owner: string): Entity {
  const entity = component(name, {
    'service-health/environments': 'dev=visits',
  });
  return { ...entity, spec: { ...entity.spec, owner } };
}

const entities = [
  group('team-a'),
  group('team-b'),
  user('alice', 'team-a'),
  user('bob', 'team-b'),
  service('visits', 'team-a'),
  service('payments', 'team-b'),
].map(located);

describe('service-health permissions with the catalog’s own rules', () => {
  let cluster: KubernetesDouble;

  beforeEach(async () => {
    cluster = await startKubernetesDouble({ readyAfterMs: 50 });
    for (const name of ['visits', 'payments']) {
      cluster.apply(deployment(name, { namespace: 'visits', replicas: 1 }));
      cluster.scenarios.apply('crash-loop', { namespace: 'visits', name });
    }
  });

  afterEach(async () => {
    await cluster.close();
  });

  async function start(policy: PermissionPolicy) {
    const portal = await startPermitted({
      config: { kubernetes: clusters(cluster) },
      entities,
      policy,
    });
    return {
      /** What somebody gets to see of a service, once the catalog knows it. */
      async ask(name: string, of: string) {
        const token = await portal.signIn(name);
        for (;;) {
          const { status, body } = await portal.get(
            `/api/service-health/v1/health?entityRef=component:default/${of}`,
            token,
          );
          const known =
            status === 200 &&
            serviceHealthSchema.parse(body).level !== 'unknown';
          if (known || status === 403) {
            return { status, body };
          }
        }
      },
      async askTeam(name: string, of: string) {
        const token = await portal.signIn(name);
        const { body } = await portal.get(
          `/api/service-health/v1/rollup?entityRef=group:default/${of}`,
          token,
        );
        return body;
      },
    };
  }

  it('shows the verdict to owners only, when a policy says isEntityOwner', async () => {
    const { ask, askTeam } = await start(
      new OwnersOnly(serviceHealthReadPermission),
    );

    expect((await ask('alice', 'visits')).body).toMatchObject({
      entityRef: 'component:default/visits',
    });
    expect((await ask('alice', 'visits')).body.withheld).toBeUndefined();
    const refused = await ask('alice', 'payments');
    expect(refused.status).toBe(403);
    expect(refused.body.error.message).toContain('"service-health.read"');
    expect((await ask('bob', 'visits')).status).toBe(403);
    expect((await ask('bob', 'payments')).status).toBe(200);

    expect(await askTeam('alice', 'team-a')).toMatchObject({
      services: [{ name: 'visits' }],
      forbidden: 0,
    });
    expect(await askTeam('alice', 'team-b')).toMatchObject({
      services: [],
      forbidden: 1,
    });
  });

  it('shows names and evidence to owners only, when a policy says so of details', async () => {
    const { ask } = await start(
      new OwnersOnly(serviceHealthDetailsReadPermission),
    );
    const [pod] = cluster
      .list('Pod', 'visits')
      .filter(({ metadata }) => metadata.name.startsWith('visits-'));

    const own = await ask('alice', 'visits');
    expect(own.body.withheld).toBeUndefined();
    expect(JSON.stringify(own.body)).toContain(pod.metadata.name);

    const foreign = await ask('bob', 'visits');
    expect(foreign.body).toMatchObject({
      withheld: 'service-health.details.read',
    });
    expect(JSON.stringify(foreign.body)).not.toContain(pod.metadata.name);
  });
});
