import type {
  AutoscalerRecord,
  ConditionRecord,
  ScaleChange,
} from '../records';
import { createFinding } from './createFinding';
import { formatMinutes } from './formatMinutes';
import type { JudgedFinding } from './JudgedFinding';
import { judgeQuotaRoom } from './judgeQuotaRoom';
import type { RuleContext } from './RuleContext';
import { workloadState } from './workloadState';

const minute = 60_000;

/** One autoscaler. @public */
export function judgeAutoscaler(
  context: RuleContext,
  autoscaler: AutoscalerRecord,
): JudgedFinding[] {
  const fresh = judgeFreshness(context, autoscaler);
  if (fresh) {
    return [fresh];
  }
  const active = condition(autoscaler, 'ScalingActive');
  const able = condition(autoscaler, 'AbleToScale');
  const cannotAct = judgeActing(context, autoscaler, able, active);
  if (active?.status === 'False') {
    // What it said before it went blind, such as "at maximum", is old.
    return [cannotAct ?? judgeBlind(context, autoscaler, active)];
  }
  return [
    cannotAct,
    judgePartlyBlind(context, autoscaler),
    judgeSaturated(context, autoscaler),
    judgeFlapping(context, autoscaler),
    judgeQuotaRoom(context, autoscaler),
    judgePinned(context, autoscaler),
  ].flatMap(finding => finding ?? []);
}

function base(context: RuleContext, autoscaler: AutoscalerRecord) {
  const { cluster } = context.cluster;
  const { name, namespace } = autoscaler;
  return {
    now: context.now,
    section: 'autoscaling',
    subject: {
      kind: 'HorizontalPodAutoscaler' as const,
      name,
      cluster,
      namespace,
    },
    command: `kubectl --context ${cluster} -n ${namespace} describe hpa ${name}`,
  };
}

function condition(autoscaler: AutoscalerRecord, type: string) {
  return autoscaler.conditions.find(one => one.type === type);
}

function judgeFreshness(context: RuleContext, autoscaler: AutoscalerRecord) {
  const behind =
    autoscaler.observedGeneration !== undefined &&
    autoscaler.observedGeneration < autoscaler.generation;
  if (autoscaler.hasStatus && !behind) {
    return undefined;
  }
  const late =
    context.now - autoscaler.createdAt > 5 * minute && !autoscaler.hasStatus;
  return createFinding({
    ...base(context, autoscaler),
    code: 'hpa.stale',
    level: late ? 'unknown' : 'progressing',
    cause: 'Autoscaler has not looked at its new settings yet',
    next: late
      ? 'Check that the controller manager of the cluster runs.'
      : 'Nothing to do.',
    since: autoscaler.createdAt,
    evidence: {
      Generation: autoscaler.generation,
      'Looked at': autoscaler.observedGeneration ?? 'none',
    },
  });
}

function judgeActing(
  context: RuleContext,
  autoscaler: AutoscalerRecord,
  able: ConditionRecord | undefined,
  active: ConditionRecord | undefined,
) {
  const failed = [able, active].find(
    one =>
      one?.status === 'False' &&
      [
        'FailedGetScale',
        'FailedUpdateScale',
        'AmbiguousSelector',
        'InvalidSelector',
        'InvalidMetricSourceType',
      ].includes(one.reason ?? ''),
  );
  if (!failed) {
    return undefined;
  }
  const words: Record<string, [string, string]> = {
    AmbiguousSelector: [
      'Two autoscalers use the same pods, so neither can act',
      'Delete one of the two.',
    ],
    FailedGetScale: [
      `Autoscaler does not find ${autoscaler.target.replace('/', ' ')}`,
      'Correct scaleTargetRef, or bring the workload back.',
    ],
    FailedUpdateScale: [
      'Autoscaler may not change the pod count',
      'Look at its last message.',
    ],
  };
  const [cause, next] = words[failed.reason ?? ''] ?? [
    'Autoscaler cannot work with its settings',
    'Correct the settings that the message names.',
  ];
  return createFinding({
    ...base(context, autoscaler),
    code: 'hpa.cannotAct',
    level: 'degraded',
    cause,
    effect: 'The pod count is frozen.',
    next,
    since: failed.since,
    graceMs: minute,
    evidence: describe(failed),
  });
}

function describe(one: ConditionRecord) {
  return {
    Condition: `${one.type}=${one.status}, ${one.reason}`,
    Message: one.message,
  };
}

function judgeBlind(
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
    graceMs: 3 * minute,
    evidence: describe(active),
  });
  // New pods have no samples for about 30 s: a rollout is no fault.
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

function judgePartlyBlind(context: RuleContext, autoscaler: AutoscalerRecord) {
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
    level: 'warning',
    cause: `Autoscaler cannot read ${blind.length} of ${autoscaler.metrics.length} metrics: ${names}`,
    plainCause: `Autoscaler cannot read ${blind.length} of ${autoscaler.metrics.length} metrics`,
    effect: 'It does not scale down, and up only for the others.',
    next: 'Check the source of that metric.',
    evidence: { Missing: names },
  });
}

function judgeSaturated(context: RuleContext, autoscaler: AutoscalerRecord) {
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
    cause: `Autoscaler is at its maximum of ${max} pods${use}`,
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

function judgeFlapping(context: RuleContext, autoscaler: AutoscalerRecord) {
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
function judgePinned(context: RuleContext, autoscaler: AutoscalerRecord) {
  return autoscaler.min === autoscaler.max
    ? createFinding({
        ...base(context, autoscaler),
        code: 'hpa.pinned',
        level: 'note',
        cause: `Autoscaler is pinned to ${autoscaler.max} pods`,
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
