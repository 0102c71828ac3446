import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  ServiceHealth,
  serviceHealthSchema,
} from '@paved-path/backstage-plugin-service-health-common';
import { JsonObject } from '@backstage/types';
import request from 'supertest';
import serviceHealthPlugin from '..';

/** An entity that is linked to its cluster objects. */
export function component(
  name: string,
  annotations: Record<string, string> = {},
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name,
      namespace: 'default',
      annotations: { 'backstage.io/kubernetes-id': name, ...annotations },
    },
    spec: { type: 'service', lifecycle: 'production', owner: 'team-a' },
  };
}

/** Cluster settings as users of the Kubernetes plugin have them. */
export function clusters(
  ...list: { name?: string; url: string; token?: string }[]
): JsonObject {
  return {
    clusterLocatorMethods: [
      {
        type: 'config',
        clusters: list.map(({ name = 'sandbox', url, token }) => ({
          name,
          url,
          authProvider: 'serviceAccount',
          ...(token === undefined ? {} : { serviceAccountToken: token }),
        })),
      },
    ],
  };
}

/** Starts the plugin in a real backend; asks it over HTTP. */
export async function startHealth(options: {
  config: JsonObject;
  entities: Entity[];
  features?: Parameters<typeof startTestBackend>[0]['features'];
}) {
  const backend = await startTestBackend({
    features: [
      serviceHealthPlugin,
      mockServices.rootConfig.factory({ data: options.config }),
      mockServices.rootLogger.factory({ level: 'none' }),
      catalogServiceMock.factory({ entities: options.entities }),
      ...(options.features ?? []),
    ],
  });
  const get = (
    entityRef: string,
    query: { wait?: number; etag?: string } = {},
  ) => {
    const call = request(backend.server)
      .get('/api/service-health/v1/health')
      .set('authorization', mockCredentials.user.header())
      .query({
        entityRef,
        ...(query.wait === undefined ? {} : { wait: query.wait }),
      });
    return query.etag === undefined
      ? call
      : call.set('if-none-match', query.etag);
  };
  return {
    backend,
    get,
    /** The answer, checked against the published schema. */
    async health(entityRef: string): Promise<ServiceHealth> {
      const { body, status } = await get(entityRef);
      if (status !== 200) {
        throw new Error(`Status ${status}: ${JSON.stringify(body)}`);
      }
      return serviceHealthSchema.strict().parse(body);
    },
    /** Follows held requests until the predicate holds. */
    async until(
      entityRef: string,
      predicate: (health: ServiceHealth) => boolean,
      timeoutMs = 15_000,
    ): Promise<ServiceHealth> {
      const deadline = Date.now() + timeoutMs;
      let etag: string | undefined;
      let last: ServiceHealth | undefined;
      while (Date.now() < deadline) {
        const response = await get(entityRef, { wait: 5, etag });
        if (response.status === 200) {
          etag = response.headers.etag;
          last = serviceHealthSchema.parse(response.body);
          if (predicate(last)) {
            return last;
          }
        }
      }
      throw new Error(`Never came true: ${last?.level}, ${last?.headline}`);
    },
  };
}
