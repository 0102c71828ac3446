import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import kubernetesPlugin from '@backstage/plugin-kubernetes-backend';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { JsonObject } from '@backstage/types';
import serviceHealthPlugin from '@paved-path/backstage-plugin-service-health-backend';

export interface Cluster {
  name: string;
  url: string;
  token?: string;
}

export interface Answer {
  status: number;
  milliseconds: number;
  body: string;
  etag: string | undefined;
}

export interface Portal {
  /** Where it listens. */
  url: string;
  /** What one viewer's browser asks for one refresh. */
  refresh(options?: {
    etag?: string;
    timeoutMs?: number;
    /** How long a held request may wait, in seconds; not known to today's. */
    wait?: number;
  }): Promise<Answer>;
  stop(): Promise<void>;
}

export const entity: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'visits',
    namespace: 'default',
    annotations: {
      'backstage.io/kubernetes-id': 'visits',
      'backstage.io/kubernetes-namespace': 'visits',
    },
  },
  spec: { type: 'service', lifecycle: 'production', owner: 'team-a' },
};

function settings(clusters: Cluster[]): JsonObject {
  return {
    kubernetes: {
      serviceLocatorMethod: { type: 'multiTenant' },
      clusterLocatorMethods: [
        {
          type: 'config',
          clusters: clusters.map(({ name, url, token }) => ({
            name,
            url,
            authProvider: 'serviceAccount',
            ...(token === undefined ? {} : { serviceAccountToken: token }),
          })),
        },
      ],
    },
  };
}

async function start(feature: typeof kubernetesPlugin, clusters: Cluster[]) {
  return await startTestBackend({
    features: [
      feature,
      mockServices.rootConfig.factory({ data: settings(clusters) }),
      mockServices.rootLogger.factory({ level: 'none' }),
      catalogServiceMock.factory({ entities: [entity] }),
    ],
  });
}

async function ask(
  url: string,
  init: RequestInit,
  timeoutMs: number,
): Promise<Answer> {
  const started = performance.now();
  const response = await fetch(url, {
    ...init,
    cache: 'no-store',
    signal: AbortSignal.timeout(timeoutMs),
    headers: { ...init.headers, authorization: mockCredentials.user.header() },
  });
  const body = await response.text();
  return {
    status: response.status,
    milliseconds: performance.now() - started,
    body,
    etag: response.headers.get('etag') ?? undefined,
  };
}

/** The Kubernetes plugin as it is published. */
export async function startToday(clusters: Cluster[]): Promise<Portal> {
  const backend = await start(kubernetesPlugin, clusters);
  const url = `http://127.0.0.1:${backend.server.port()}`;
  const base = `${url}/api/kubernetes`;
  return {
    url,
    refresh: ({ timeoutMs = 60_000 } = {}) =>
      ask(
        `${base}/services/visits`,
        {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ entity, auth: {} }),
        },
        timeoutMs,
      ),
    stop: () => backend.stop(),
  };
}

/** This project's plugin. */
export async function startHere(clusters: Cluster[]): Promise<Portal> {
  const backend = await start(serviceHealthPlugin, clusters);
  const url = `http://127.0.0.1:${backend.server.port()}`;
  const base = `${url}/api/service-health`;
  return {
    url,
    refresh: ({ etag, timeoutMs = 60_000, wait = 0 } = {}) =>
      ask(
        `${base}/v1/health?entityRef=component:default/visits&wait=${wait}`,
        { headers: etag === undefined ? {} : { 'if-none-match': etag } },
        timeoutMs,
      ),
    stop: () => backend.stop(),
  };
}
