import type { AutoscalerRecord, ConditionRecord } from '../../records';
import { createFinding } from '../createFinding';
import type { RuleContext } from '../RuleContext';
import { base, describe } from './autoscalerParts';

const graceMs = 60_000;

/** Whether it may and can change the number of pods. */
export function judgeActing(
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
    graceMs,
    evidence: describe(failed),
  });
}
