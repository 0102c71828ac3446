import type { AutoscalerRecord, ConditionRecord } from '../../records';
import { createFinding } from '../createFinding';
import { formatMinutes } from '../formatMinutes';
import type { JudgedFinding } from '../JudgedFinding';
import type { RuleContext } from '../RuleContext';
import { workloadState } from '../workloadState';
import { base, describe } from './autoscalerParts';

/**
 * New pods have no samples for a while, and each rollout makes new pods. By
 * default a pod counts after 30 s (`horizontal-pod-autoscaler-initial-readiness-delay`),
 * metrics-server looks each 15 s (`metric-resolution`), and the autoscaler each
 * 15 s (`horizontal-pod-autoscaler-sync-period`).
 */
const firstSampleMs = 60_000;
const graceMs = 180_000;

/** Without its metrics, or paused. */
export function judgeBlind(
  context: RuleContext,
  autoscaler: AutoscalerRecord,
  active: ConditionRecord,
): JudgedFinding {
  if (active.reason === 'ScalingDisabled') {
    return createFinding({
      ...base(context, autoscaler),
      code: 'hpa.paused',
      level: 'suspended',
      cause: 'Autoscaler is paused: its target is scaled to 0',
      next: 'Scale the target up to start it again.',
      command: undefined,
      since: active.since,
      evidence: describe(active),
    });
  }
  const message = active.message ?? '';
  const metric = autoscaler.metrics[0]?.name ?? 'metric';
  const since = active.since ?? context.now;
  if (context.now - since < firstSampleMs) {
    return createFinding({
      ...base(context, autoscaler),
      code: 'hpa.blind',
      level: 'note',
      cause: `Autoscaler has no ${metric} data yet`,
      next: 'Nothing: new pods have none in their first minute.',
      command: undefined,
      since,
      evidence: describe(active),
    });
  }
  const finding = createFinding({
    ...base(context, autoscaler),
    code: 'hpa.blind',
    level: 'degraded',
    cause: `Autoscaler has no ${metric} data for ${formatMinutes(
      context.now - since,
    )}`,
    effect: 'It does not scale up or down.',
    next: nextForBlind(message, active.reason),
    since,
    graceMs,
    evidence: describe(active),
  });
  return isRolling(context, autoscaler)
    ? { ...finding, level: 'progressing' }
    : finding;
}

function nextForBlind(message: string, reason: string | undefined): string {
  const missing = /missing request for (\w+)/.exec(message);
  if (missing) {
    return `Set resources.requests.${missing[1]} on every container.`;
  }
  if (/External|Object|Pods/.test(reason ?? '')) {
    return 'Check the metrics adapter or KEDA that serves this metric.';
  }
  return 'Check that metrics-server answers.';
}

function isRolling(
  context: RuleContext,
  autoscaler: AutoscalerRecord,
): boolean {
  return context.cluster.workloads.some(
    workload =>
      `${workload.kind}/${workload.name}` === autoscaler.target &&
      workloadState(workload).rolling,
  );
}

function hasNewPods(
  context: RuleContext,
  autoscaler: AutoscalerRecord,
): boolean {
  return (
    isRolling(context, autoscaler) ||
    context.cluster.pods.some(
      ({ workload, startedAt }) =>
        workload === autoscaler.target &&
        startedAt !== undefined &&
        context.now - startedAt < firstSampleMs,
    )
  );
}

/** Some metrics are there and others are not, while every condition looks good. */
export function judgePartlyBlind(
  context: RuleContext,
  autoscaler: AutoscalerRecord,
) {
  const blind = autoscaler.metrics.filter(
    ({ current }) => current === undefined,
  );
  if (blind.length === 0 || blind.length === autoscaler.metrics.length) {
    return undefined;
  }
  const names = blind.map(({ name }) => name).join(', ');
  return createFinding({
    ...base(context, autoscaler),
    code: 'hpa.partlyBlind',
    level: hasNewPods(context, autoscaler) ? 'note' : 'warning',
    cause: `Autoscaler cannot read ${blind.length} of ${autoscaler.metrics.length} metrics: ${names}`,
    plainCause: `Autoscaler cannot read ${blind.length} of ${autoscaler.metrics.length} metrics`,
    effect: 'It does not scale down, and up only for the others.',
    next: 'Check the source of that metric.',
    evidence: { Missing: names },
  });
}
