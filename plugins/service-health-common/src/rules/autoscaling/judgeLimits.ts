import type { AutoscalerRecord, ScaleChange } from '../../records';
import { countPods } from '../countPods';
import { createFinding } from '../createFinding';
import type { RuleContext } from '../RuleContext';
import { base, condition, describe } from './autoscalerParts';

const minute = 60_000;

/** At its maximum, and held there. */
export function judgeSaturated(
  context: RuleContext,
  autoscaler: AutoscalerRecord,
) {
  const limited = condition(autoscaler, 'ScalingLimited');
  const { min, max, metrics } = autoscaler;
  if (
    limited?.status !== 'True' ||
    limited.reason !== 'TooManyReplicas' ||
    min >= max
  ) {
    return undefined;
  }
  const since = limited.since ?? context.now;
  if (context.now - since < 5 * minute) {
    return undefined;
  }
  const [metric] = metrics;
  const over = metrics.some(
    ({ current, target }) => current !== undefined && current >= 1.2 * target,
  );
  const unready = context.cluster.workloads.some(
    workload =>
      `${workload.kind}/${workload.name}` === autoscaler.target &&
      workload.ready < workload.desired,
  );
  const use =
    metric?.current === undefined
      ? ''
      : `, ${metric.name} at ${metric.current}${
          metric.unit === 'percent' ? '%' : ''
        }`;
  return createFinding({
    ...base(context, autoscaler),
    code: 'hpa.saturated',
    level: over || unready ? 'degraded' : 'warning',
    cause: `Autoscaler is at its maximum of ${countPods(max)}${use}`,
    effect: 'No room left for more load.',
    next: 'Raise maxReplicas or make requests cheaper.',
    since,
    evidence: {
      ...describe(limited),
      ...Object.fromEntries(
        metrics.map(({ name, current, target }) => [
          name,
          `${current ?? '?'} (target ${target})`,
        ]),
      ),
    },
  });
}

/** Up and down, again and again. */
export function judgeFlapping(
  context: RuleContext,
  autoscaler: AutoscalerRecord,
) {
  const changes = context.cluster.samples.get(autoscaler.name)?.changes ?? [];
  const recent = changes.filter(({ at }) => context.now - at < 30 * minute);
  const turns = countTurns(recent);
  return turns >= 4
    ? createFinding({
        ...base(context, autoscaler),
        code: 'hpa.flapping',
        level: 'warning',
        cause: `Autoscaler turned ${turns} times in 30 min`,
        effect: 'Pods start and stop all the time.',
        next: 'Raise stabilizationWindowSeconds.',
        since: recent[0].at,
        evidence: {
          Changes: recent.map(({ from, to }) => `${from} to ${to}`).join(', '),
        },
      })
    : undefined;
}

/** Pods that wish to be more and may not: worth knowing, and meant so. */
export function judgePinned(
  context: RuleContext,
  autoscaler: AutoscalerRecord,
) {
  return autoscaler.min === autoscaler.max
    ? createFinding({
        ...base(context, autoscaler),
        code: 'hpa.pinned',
        level: 'note',
        cause: `Autoscaler is pinned to ${countPods(autoscaler.max)}`,
        next: 'Nothing, if it is meant so: raise maxReplicas otherwise.',
        evidence: { minReplicas: autoscaler.min, maxReplicas: autoscaler.max },
      })
    : undefined;
}

function countTurns(changes: ScaleChange[]): number {
  return changes.filter(
    (change, index) =>
      index > 0 &&
      Math.sign(change.to - change.from) !==
        Math.sign(changes[index - 1].to - changes[index - 1].from),
  ).length;
}
