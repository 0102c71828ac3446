import { parseQuantity } from '../../admission/quantity';
import { MetricsServer } from '../../metrics/MetricsServer';
import {
  HorizontalPodAutoscaler,
  MetricSpec,
  MetricStatus,
} from '../../objects/HorizontalPodAutoscaler';
import { isPodReady } from '../../objects/isPodReady';
import { Pod } from '../../objects/Pod';
import { Deployment, StatefulSet } from '../../objects/Workload';
import { matchesSelector } from '../../selectors/matchesSelector';
import { ObjectStore } from '../../store/ObjectStore';
import { isActive } from '../podsOf';
import { MetricFailure, measureResource } from './measureResource';

/** What the metrics ask for, all taken together. */
export interface MetricEvaluation {
  desired: number;
  /** The metric that asks for most, in the autoscaler's words. */
  basis: string;
  statuses: MetricStatus[];
  failure?: MetricFailure;
}

const tolerance = 0.1;

const defaultMetric: MetricSpec = {
  type: 'Resource',
  resource: {
    name: 'cpu',
    target: { type: 'Utilization', averageUtilization: 80 },
  },
};

/** Works out how many replicas an autoscaler's metrics ask for. */
export function evaluateMetrics(
  { spec }: HorizontalPodAutoscaler,
  workload: Deployment | StatefulSet,
  { metrics, store }: { metrics: MetricsServer; store: ObjectStore },
): MetricEvaluation {
  const current = workload.spec.replicas ?? 1;
  const pods = store
    .list('Pod', workload.metadata.namespace)
    .filter(
      pod =>
        isActive(pod) &&
        matchesSelector(workload.spec.selector, pod.metadata.labels),
    );
  const evaluation: MetricEvaluation = { desired: -1, basis: '', statuses: [] };
  for (const metric of spec.metrics ?? [defaultMetric]) {
    const measured = measure(metric, pods, metrics);
    if ('failure' in measured) {
      evaluation.failure ??= measured.failure;
      // The slot of a metric that failed stays empty.
      evaluation.statuses.push({ type: '' });
      continue;
    }
    const { ratio, status, basis } = measured;
    evaluation.statuses.push(status);
    const ready = pods.filter(isPodReady).length;
    const wanted =
      Math.abs(ratio - 1) <= tolerance ? current : Math.ceil(ratio * ready);
    if (wanted > evaluation.desired) {
      evaluation.desired = wanted;
      evaluation.basis = basis;
    }
  }
  // One metric that fails is passed over, unless the others would scale down.
  if (evaluation.failure && evaluation.desired >= current) {
    return { ...evaluation, failure: undefined };
  }
  return evaluation;
}

function measure(metric: MetricSpec, pods: Pod[], metrics: MetricsServer) {
  if (metric.type !== 'Resource' || !metric.resource) {
    const api =
      metric.type === 'External'
        ? 'external metrics API'
        : 'custom metrics API';
    const failure: MetricFailure = {
      reason: `FailedGet${metric.type}Metric`,
      message: `unable to fetch metrics from ${api}: no known available metric versions found`,
    };
    return { failure };
  }
  const { name, target } = metric.resource;
  const measured = measureResource(name, pods, metrics);
  if ('failure' in measured) return measured;
  const { utilization, averageValue, averageText } = measured;
  const byValue = target.averageUtilization === undefined;
  return {
    ratio: byValue
      ? averageValue / parseQuantity(target.averageValue)
      : utilization / (target.averageUtilization ?? 100),
    basis: `${name} resource${
      byValue ? '' : ' utilization (percentage of request)'
    }`,
    status: {
      type: 'Resource',
      resource: {
        name,
        current: {
          ...(byValue ? {} : { averageUtilization: utilization }),
          averageValue: averageText,
        },
      },
    },
  };
}
