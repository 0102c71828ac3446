import { cpus } from 'os';
import { z } from 'zod';
import { Measure, Results } from '../Results';

const timesSchema = z.object({
  samples: z.number(),
  p50Ms: z.number(),
  p95Ms: z.number(),
});
const pairOf = <T extends z.ZodType>(value: T) =>
  z.object({ today: value, here: value });

/** Checks the raw figures. */
export const figuresSchema = z.looseObject({
  callsOneCluster: pairOf(z.number()),
  callsTwentyClusters: pairOf(z.number()),
  viewers100PerMinute: z.looseObject({ here: z.number() }),
  changeToAnswer: pairOf(timesSchema),
  changeToScreen: z.object({ here: timesSchema }),
  body50Pods: pairOf(z.object({ bytes: z.number(), unchanged: z.number() })),
  oneOfTwentyHangs: pairOf(z.string()),
  oneWithoutCredential: pairOf(z.string()),
  memory: z.looseObject({
    heapMegabytes: z.number(),
    verdictP99Ms: z.number(),
  }),
  detection: z.looseObject({
    today: z.object({ found: z.string(), flagged: z.string() }),
    here: z.object({ found: z.string(), flagged: z.string() }),
  }),
});

type Figures = z.infer<typeof figuresSchema>;

/** Writes the figures as the table of targets, and whether each is reached. */
export function report(
  figures: Figures,
  measuredAt: Readonly<Record<string, string>>,
): Results {
  return {
    title: 'Service health',
    date: new Date().toISOString(),
    peer: '@backstage/plugin-kubernetes-backend',
    conditions: `Pretended clusters in the same process, Node ${
      process.version
    }, ${cpus().length} cores.`,
    measures: [...countsOf(figures), ...timesOf(figures)],
    detail: { ...figures, measuredAt },
  };
}

function countsOf(figures: Figures): Measure[] {
  const { callsOneCluster, callsTwentyClusters, body50Pods, detection } =
    figures;
  const viewers = figures.viewers100PerMinute.here;
  return [
    {
      measure: 'Kubernetes calls per refresh, 1 cluster',
      unit: '',
      peer: callsOneCluster.today,
      here: callsOneCluster.here,
      target: '0',
      holds: callsOneCluster.here === 0,
    },
    {
      measure: 'Kubernetes calls per refresh, 20 clusters',
      unit: '',
      peer: callsTwentyClusters.today,
      here: callsTwentyClusters.here,
      target: '0',
      holds: callsTwentyClusters.here === 0,
    },
    {
      measure: 'Kubernetes calls a minute, 20 clusters, 100 viewers',
      unit: '',
      // One refresh each 10 s and viewer, as its page does.
      peer: callsTwentyClusters.today * 6 * 100,
      here: viewers,
      target: 'under 100',
      holds: viewers < 100,
    },
    {
      measure: 'Body for 50 pods',
      unit: 'bytes',
      peer: body50Pods.today.bytes,
      here: body50Pods.here.bytes,
      target: 'under 15,000',
      holds: body50Pods.here.bytes < 15_000,
    },
    {
      measure: 'Status when nothing changed',
      unit: '',
      peer: `${body50Pods.today.unchanged}`,
      here: `${body50Pods.here.unchanged}`,
      target: '304',
      holds: body50Pods.here.unchanged === 304,
    },
    {
      measure: 'Faults found; benign states flagged',
      unit: '',
      peer: `${detection.today.found}; ${detection.today.flagged}`,
      here: `${detection.here.found}; ${detection.here.flagged}`,
      target: 'all; none',
      holds:
        detection.here.found === '12 of 12' &&
        detection.here.flagged === '0 of 4',
    },
  ];
}

function timesOf(figures: Figures): Measure[] {
  const { changeToAnswer, changeToScreen, oneOfTwentyHangs } = figures;
  const { oneWithoutCredential, memory } = figures;
  return [
    {
      measure: 'Change of a pod to the screen of an open page, p95',
      unit: 'ms',
      peer: 'polls each 10 s',
      here: changeToScreen.here.p95Ms,
      target: 'under 1,000',
      holds: changeToScreen.here.p95Ms < 1_000,
    },
    {
      measure: 'Change in the cluster to the answer on an open page, p95',
      unit: 'ms',
      peer: changeToAnswer.today.p95Ms,
      here: changeToAnswer.here.p95Ms,
      target: 'under 1,000',
      holds: changeToAnswer.here.p95Ms < 1_000,
    },
    {
      measure: '1 of 20 clusters never answers',
      unit: '',
      peer: oneOfTwentyHangs.today,
      here: oneOfTwentyHangs.here,
      target: '2 s at most, the others shown',
      holds:
        /status 200/.test(oneOfTwentyHangs.here) &&
        parseFloat(oneOfTwentyHangs.here) <= 2.1,
    },
    {
      measure: '1 of 2 clusters without a credential',
      unit: '',
      peer: oneWithoutCredential.today,
      here: oneWithoutCredential.here,
      target: 'that one unknown',
      holds: /status 200/.test(oneWithoutCredential.here),
    },
    {
      measure: 'Heap for 100,000 pods',
      unit: 'MB',
      peer: 'keeps none',
      here: memory.heapMegabytes,
      target: 'under 150',
      holds: memory.heapMegabytes < 150,
    },
    {
      measure: 'Verdict of one of 10,000 services at random, p99',
      unit: 'ms',
      peer: 'asks the cluster each time',
      here: memory.verdictP99Ms,
      target: 'under 50',
      holds: memory.verdictP99Ms < 50,
    },
  ];
}
