import { monitorEventLoopDelay } from 'node:perf_hooks';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import serviceHealthPlugin from '@paved-path/backstage-plugin-service-health-backend';
import { z } from 'zod';
import { entitiesModule } from '../../plugins/service-health-backend/src/__testUtils__/entitiesModule';
import { answerParent } from './Child';

/** What the process of a portal's backend can be asked. */
const questionSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('start'),
    services: z.number(),
    clusters: z.array(z.object({ url: z.string(), token: z.string() })),
  }),
  z.object({ kind: z.literal('usage') }),
]);

function entity(service: number): Entity {
  const name = `service-${service}`;
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name,
      annotations: {
        'backstage.io/kubernetes-id': name,
        'backstage.io/managed-by-location': 'url:https://example.com',
        'backstage.io/managed-by-origin-location': 'url:https://example.com',
        'service-health/environments': `prod=${name}`,
      },
    },
    spec: { type: 'service', lifecycle: 'production', owner: 'team-a' },
  };
}

async function start(
  services: number,
  clusters: { url: string; token: string }[],
) {
  const { server } = await startTestBackend({
    features: [
      serviceHealthPlugin,
      catalogPlugin,
      entitiesModule(
        Array.from({ length: services }, (_, index) => entity(index)),
      ),
      mockServices.rootConfig.factory({
        data: {
          catalog: { processingInterval: { hours: 24 } },
          kubernetes: {
            clusterLocatorMethods: [
              {
                type: 'config',
                clusters: clusters.map(({ url, token }, index) => ({
                  name: `cluster-${index}`,
                  url,
                  authProvider: 'serviceAccount',
                  serviceAccountToken: token,
                })),
              },
            ],
          },
        },
      }),
      mockServices.rootLogger.factory({ level: 'none' }),
    ],
  });
  return `http://127.0.0.1:${server.port()}`;
}

const loop = monitorEventLoopDelay({ resolution: 5 });
loop.enable();

/** Memory now, processor time so far, and how long the event loop stood still at worst since the last question. */
function usage() {
  const blockedMs = loop.max / 1e6;
  global.gc?.();
  const { heapUsed, rss } = process.memoryUsage();
  const { user, system } = process.cpuUsage();
  // The collection itself stops the loop, which is noted a turn later
  setTimeout(() => loop.reset(), 500);
  return {
    blockedMs,
    heapMB: heapUsed / 1e6,
    rssMB: rss / 1e6,
    cpuMs: (user + system) / 1_000,
  };
}

answerParent(async value => {
  const question = questionSchema.parse(value);
  return question.kind === 'start'
    ? await start(question.services, question.clusters)
    : usage();
});
