import { isDeepStrictEqual } from 'node:util';
import { MetricsServer } from '../../metrics/MetricsServer';
import { HorizontalPodAutoscaler } from '../../objects/HorizontalPodAutoscaler';
import { Controller } from '../Controller';
import { ControllerContext } from '../ControllerContext';
import { nameOf } from '../nameOf';
import { evaluateMetrics } from './evaluateMetrics';
import { findScaleTarget } from './findScaleTarget';
import { limitScale, Recommendations } from './limitScale';
import { rescale } from './rescale';
import { ScalingReport } from './ScalingReport';

interface AutoscalerOptions {
  metrics: MetricsServer;
  intervalMs: number;
}

/** Scales workloads to their load, each time the interval has passed. */
export function createAutoscalerController(
  context: ControllerContext,
  { metrics, intervalMs }: AutoscalerOptions,
): Controller {
  const recommendations: Recommendations = new Map();
  return {
    // Its own status writes are no reason to look again before the interval is over.
    concerns: ({ object, previous }) =>
      object.kind === 'HorizontalPodAutoscaler' &&
      !isDeepStrictEqual(object.spec, previous?.spec)
        ? [nameOf(object)]
        : [],
    reconcile: ({ name, namespace }) => {
      const autoscaler = context.store.get(
        'HorizontalPodAutoscaler',
        name,
        namespace,
      );
      if (!autoscaler) return undefined;
      decide(autoscaler, { context, metrics, recommendations });
      return intervalMs;
    },
  };
}

interface Parts {
  context: ControllerContext;
  metrics: MetricsServer;
  recommendations: Recommendations;
}

function decide(autoscaler: HorizontalPodAutoscaler, parts: Parts): void {
  const { context, metrics, recommendations } = parts;
  const report = ScalingReport.begin(autoscaler, context);
  const target = findScaleTarget(autoscaler, context.store);
  if (!target.workload) {
    report.cannotGetScale(target.error);
    return;
  }
  const current = target.workload.spec.replicas ?? 1;
  report.gotScale();
  if (current === 0) {
    report.disabled();
    return;
  }
  const outside = outsideBounds(autoscaler, current);
  if (outside !== undefined) {
    report.finish({
      current,
      desired: rescale(target.workload, outside, current, context),
      statuses: autoscaler.status?.currentMetrics ?? undefined,
    });
    return;
  }
  const evaluation = evaluateMetrics(autoscaler, target.workload, {
    metrics,
    store: context.store,
  });
  if (evaluation.failure) {
    report.blind(evaluation.failure, current, evaluation.statuses);
    return;
  }
  report.active(evaluation.basis);
  const limited = limitScale(autoscaler, evaluation.desired, {
    current,
    recommendations,
    now: context.clock.now(),
  });
  report.limited(limited);
  if (limited.desired !== current) {
    rescale(target.workload, limited.desired, current, context);
    report.rescaled(limited.desired, evaluation.basis);
  }
  report.finish({
    current,
    desired: limited.desired,
    statuses: evaluation.statuses,
  });
}

function outsideBounds(
  { spec }: HorizontalPodAutoscaler,
  current: number,
): number | undefined {
  const { minReplicas = 1, maxReplicas } = spec;
  if (current > maxReplicas) return maxReplicas;
  return current < minReplicas ? minReplicas : undefined;
}
