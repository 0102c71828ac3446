import {
  annotationKubernetesId,
  AutoscalerRecord,
  parseQuantity,
  ScalingMetric,
} from '@paved-path/backstage-plugin-service-health-common';
import { z } from 'zod';
import { conditionSchema, metadataSchema, timeOf } from './KubernetesObject';

const valueSchema = z.object({
  averageUtilization: z.number().optional(),
  averageValue: z.union([z.string(), z.number()]).optional(),
  value: z.union([z.string(), z.number()]).optional(),
});
const identifierSchema = z.object({ name: z.string() });
const sourceSchema = z.object({
  name: z.string().optional(),
  container: z.string().optional(),
  metric: identifierSchema.optional(),
  target: valueSchema.optional(),
  current: valueSchema.optional(),
});
const metricSchema = z.object({
  type: z.string().default(''),
  resource: sourceSchema.nullish(),
  containerResource: sourceSchema.nullish(),
  pods: sourceSchema.nullish(),
  object: sourceSchema.nullish(),
  external: sourceSchema.nullish(),
});
const autoscalerSchema = z.object({
  metadata: metadataSchema,
  spec: z.object({
    minReplicas: z.number().default(1),
    maxReplicas: z.number(),
    scaleTargetRef: z.object({ kind: z.string(), name: z.string() }),
    metrics: z.array(metricSchema).default([]),
  }),
  status: z
    .object({
      observedGeneration: z.number().optional(),
      lastScaleTime: z.string().nullish(),
      currentReplicas: z.number().default(0),
      desiredReplicas: z.number().default(0),
      currentMetrics: z.array(metricSchema).nullish(),
      conditions: z.array(conditionSchema).nullish(),
    })
    .optional(),
});

type Metric = z.infer<typeof metricSchema>;
const sources = [
  'resource',
  'containerResource',
  'pods',
  'object',
  'external',
] as const;

/** Keeps of an autoscaler what the rules read. */
export function projectAutoscaler(
  object: unknown,
  { now, previous }: { now: number; previous?: AutoscalerRecord },
): AutoscalerRecord {
  const { metadata, spec, status } = autoscalerSchema.parse(object);
  const current = status?.currentMetrics ?? [];
  return {
    name: metadata.name,
    namespace: metadata.namespace,
    kubernetesId: metadata.labels[annotationKubernetesId] ?? '',
    target: `${spec.scaleTargetRef.kind}/${spec.scaleTargetRef.name}`,
    min: spec.minReplicas,
    max: spec.maxReplicas,
    current: status?.currentReplicas ?? 0,
    desired: status?.desiredReplicas ?? 0,
    createdAt: timeOf(metadata.creationTimestamp) ?? now,
    lastScaleAt: timeOf(status?.lastScaleTime),
    generation: metadata.generation,
    observedGeneration: status?.observedGeneration,
    hasStatus: (status?.conditions ?? []).length > 0,
    metrics: spec.metrics.flatMap(
      metric => projectMetric(metric, current) ?? [],
    ),
    conditions: (status?.conditions ?? []).map(condition => ({
      ...condition,
      since: sinceOf(condition, { now, previous }),
    })),
  };
}

/** A new reason under the same status does not move the transition time. */
function sinceOf(
  condition: z.infer<typeof conditionSchema>,
  { now, previous }: { now: number; previous?: AutoscalerRecord },
): number | undefined {
  const before = previous?.conditions.find(
    ({ type }) => type === condition.type,
  );
  if (!before) {
    return condition.since;
  }
  return before.reason === condition.reason &&
    before.status === condition.status
    ? before.since
    : Math.max(
        condition.since ?? 0,
        before.status === condition.status ? now : 0,
      );
}

function projectMetric(
  metric: Metric,
  current: Metric[],
): ScalingMetric | undefined {
  const source = sources.find(one => metric[one]);
  const spec = source && metric[source];
  if (!source || !spec) {
    return undefined;
  }
  const name = spec.metric?.name ?? spec.name ?? source;
  // A metric that failed leaves an entry without a type: match by name, not place.
  const found = current
    .map(one => one[source])
    .find(
      one =>
        one &&
        (one.metric?.name ?? one.name) === name &&
        one.container === spec.container,
    );
  const percent = spec.target?.averageUtilization !== undefined;
  const read = (value: z.infer<typeof valueSchema> | undefined) =>
    percent
      ? value?.averageUtilization
      : quantity(value?.averageValue) ?? quantity(value?.value);
  return {
    name: titleOf(name),
    source,
    unit: percent ? 'percent' : 'quantity',
    current: read(found?.current),
    target: read(spec.target) ?? 0,
  };
}

function quantity(text: string | number | undefined): number | undefined {
  return text === undefined ? undefined : parseQuantity(text);
}

function titleOf(name: string): string {
  const titles: Record<string, string> = { cpu: 'CPU', memory: 'Memory' };
  return titles[name] ?? name;
}
