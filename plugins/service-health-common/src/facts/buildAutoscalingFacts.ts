import type { AutoscalerFact, AutoscalingFacts } from '../model';
import type {
  AutoscalerRecord,
  ClusterRecord,
  EnvironmentRecord,
  ScaleChange,
} from '../records';

const minuteMs = 60_000;

/** Data of the pictures of the autoscaling section. */
export function buildAutoscalingFacts(
  environment: EnvironmentRecord,
  now: number,
): AutoscalingFacts {
  return {
    kind: 'autoscaling',
    autoscalers: environment.clusters.flatMap(cluster =>
      cluster.autoscalers.map(autoscaler =>
        buildAutoscaler(cluster, autoscaler, now),
      ),
    ),
  };
}

function buildAutoscaler(
  cluster: ClusterRecord,
  autoscaler: AutoscalerRecord,
  now: number,
): AutoscalerFact {
  const samples = cluster.samples.get(autoscaler.name) ?? {
    points: [],
    changes: [],
  };
  const start = (Math.floor(now / minuteMs) - 59) * minuteMs;
  return {
    name: autoscaler.name,
    target: autoscaler.target.replace('/', ' '),
    cluster: cluster.cluster,
    min: autoscaler.min,
    max: autoscaler.max,
    running: autoscaler.current,
    desired: autoscaler.desired,
    paused: autoscaler.conditions.some(
      ({ reason }) => reason === 'ScalingDisabled',
    ),
    lastScaleAt:
      autoscaler.lastScaleAt === undefined
        ? undefined
        : new Date(autoscaler.lastScaleAt).toISOString(),
    metrics: autoscaler.metrics,
    series: {
      start: new Date(start).toISOString(),
      points: samples.points
        .filter(({ at }) => at >= start)
        .map(({ at, value, running, desired }) => ({
          minute: Math.floor((at - start) / minuteMs),
          value,
          running,
          desired,
        })),
    },
    events: samples.changes
      .filter(({ at }) => at >= start)
      .slice(-20)
      .reverse()
      .map(change => describeChange(autoscaler, change)),
  };
}

function describeChange(
  autoscaler: AutoscalerRecord,
  { at, from, to }: ScaleChange,
) {
  const name = autoscaler.metrics[0]?.name;
  return {
    at: new Date(at).toISOString(),
    from,
    to,
    reason: name && `${name} ${to > from ? 'above' : 'below'} target`,
  };
}
