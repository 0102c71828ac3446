import { KubernetesDouble, startKubernetesDouble } from '@paved-path/sandbox';
import { z } from 'zod';
import { answerParent } from './Child';
import {
  applyDeployment,
  applyPod,
  applyService,
  podsPerService,
} from './objectsOfService';

/** What the process of the pretended clusters can be asked. */
const questionSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('start'),
    clusters: z.number(),
    services: z.number(),
  }),
  z.object({ kind: z.literal('calls') }),
  z.object({ kind: z.literal('churn'), perSecond: z.number() }),
  z.object({
    kind: z.literal('release'),
    service: z.number(),
    version: z.string(),
  }),
]);

const clusters = new Array<KubernetesDouble>();
let services = 0;
let churn: NodeJS.Timeout | undefined;
let turn = 0;

function clusterOf(service: number): KubernetesDouble {
  return clusters[service % clusters.length];
}

async function start(count: number, all: number) {
  services = all;
  for (let index = 0; index < count; index += 1) {
    clusters.push(
      await startKubernetesDouble({ controllers: false, managedFields: true }),
    );
  }
  for (let service = 0; service < services; service += 1) {
    applyService(clusterOf(service), `service-${service}`);
  }
  return clusters.map(({ url, token }) => ({ url, token }));
}

/** How often each thing was asked for so far, in all clusters. */
function countCalls(): Record<string, number> {
  const found: Record<string, number> = {};
  for (const { verb, resource, url } of clusters.flatMap(one =>
    one.requests.all(),
  )) {
    const what = `${verb} ${resource || url}`;
    found[what] = (found[what] ?? 0) + 1;
  }
  return found;
}

/** Pods turn unready and ready again, of one service after the other. */
function setChurn(perSecond: number): void {
  clearInterval(churn);
  if (perSecond > 0) {
    churn = setInterval(() => {
      const pair = Math.floor(turn / 2);
      const service = pair % services;
      applyPod(
        clusterOf(service),
        `service-${service}`,
        pair % podsPerService,
        turn % 2 === 1,
      );
      turn += 1;
    }, 1_000 / perSecond);
  }
}

answerParent(async value => {
  const question = questionSchema.parse(value);
  switch (question.kind) {
    case 'start':
      return await start(question.clusters, question.services);
    case 'calls':
      return countCalls();
    case 'churn':
      return setChurn(question.perSecond);
    case 'release':
      applyDeployment(
        clusterOf(question.service),
        `service-${question.service}`,
        question.version,
      );
      return performance.timeOrigin + performance.now();
    default:
      throw new Error('Not reached: the schema knows no other question');
  }
});
