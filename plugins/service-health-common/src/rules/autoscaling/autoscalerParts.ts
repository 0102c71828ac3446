import type { AutoscalerRecord, ConditionRecord } from '../../records';
import type { RuleContext } from '../RuleContext';

/** What all findings about one autoscaler share. */
export function base(context: RuleContext, autoscaler: AutoscalerRecord) {
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

/** Condition of a type. */
export function condition(autoscaler: AutoscalerRecord, type: string) {
  return autoscaler.conditions.find(one => one.type === type);
}

/** A condition as evidence. */
export function describe(one: ConditionRecord) {
  return {
    Condition: `${one.type}=${one.status}, ${one.reason}`,
    Message: one.message,
  };
}
