import { z } from 'zod';

/** Checks a metric of an autoscaler. @public */
export const scalingMetricSchema = z.object({
  /** "CPU", "Memory", or the metric's own name. */
  name: z.string(),
  /** Type of the metric source. */
  source: z.enum([
    'resource',
    'containerResource',
    'pods',
    'object',
    'external',
  ]),
  /** `percent` of the request; `quantity` is a plain number. */
  unit: z.enum(['percent', 'quantity']),
  /** Now; left out when the autoscaler cannot read it. */
  current: z.number().optional(),
  /** Where the autoscaler wants it. */
  target: z.number(),
});

/** One metric bar. @public */
export type ScalingMetric = z.infer<typeof scalingMetricSchema>;

/** Checks a point of the sparkline. @public */
export const scalingPointSchema = z.object({
  /** Minutes since `start` of the series, 0 to 59. Missing minutes are gaps. */
  minute: z.number(),
  /** First metric, in its unit. */
  value: z.number().optional(),
  /** Pods that run. */
  running: z.number(),
  /** Pods that are wanted. */
  desired: z.number(),
});

/** One minute of the sparkline. @public */
export type ScalingPoint = z.infer<typeof scalingPointSchema>;

/** Checks the facts of one autoscaler. @public */
export const autoscalerFactSchema = z.object({
  /** Name of the HorizontalPodAutoscaler. */
  name: z.string(),
  /** Workload that it scales: "Deployment visit-tracker-app". */
  target: z.string(),
  /** Cluster it lives in. */
  cluster: z.string(),
  /** Least pods. */
  min: z.number(),
  /** Most pods. */
  max: z.number(),
  /** Pods that run now. */
  running: z.number(),
  /** Pods that it wants now. */
  desired: z.number(),
  /** Paused: its target was scaled to 0. */
  paused: z.boolean(),
  /** ISO time at which it scaled last. */
  lastScaleAt: z.string().optional(),
  /** In the order of its spec; the first is the one of the sparkline. */
  metrics: z.array(scalingMetricSchema),
  /** Last hour, one point a minute. */
  series: z.object({
    /** ISO time of minute 0. */
    start: z.string(),
    points: z.array(scalingPointSchema),
  }),
  /** Changes of the wanted number in the last hour, the newest first. */
  events: z.array(
    z.object({
      /** ISO time. */
      at: z.string(),
      /** Pods wanted before. */
      from: z.number(),
      /** Pods wanted after. */
      to: z.number(),
      /** "CPU above target", where known. */
      reason: z.string().optional(),
    }),
  ),
});

/** One autoscaler: bar, metric bars and sparkline. @public */
export type AutoscalerFact = z.infer<typeof autoscalerFactSchema>;

/** Checks the facts of the autoscaling section. @public */
export const autoscalingFactsSchema = z.object({
  kind: z.literal('autoscaling'),
  /** Empty when the service has no autoscaler. */
  autoscalers: z.array(autoscalerFactSchema),
});

/** Facts of the autoscaling section. @public */
export type AutoscalingFacts = z.infer<typeof autoscalingFactsSchema>;
