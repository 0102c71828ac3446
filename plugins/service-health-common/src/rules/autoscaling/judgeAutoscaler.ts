import type { AutoscalerRecord } from '../../records';
import { createFinding } from '../createFinding';
import type { JudgedFinding } from '../JudgedFinding';
import type { RuleContext } from '../RuleContext';
import { base, condition } from './autoscalerParts';
import { judgeActing } from './judgeActing';
import { judgeBlind, judgePartlyBlind } from './judgeBlind';
import { judgeFlapping, judgePinned, judgeSaturated } from './judgeLimits';
import { judgeQuotaRoom } from './judgeQuotaRoom';

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
