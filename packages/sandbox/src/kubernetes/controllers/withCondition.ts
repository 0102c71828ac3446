import { Condition } from '../objects/Condition';

/** Puts a condition among others; the time of its transition changes only with its status. */
export function withCondition(
  conditions: readonly Condition[],
  next: Condition,
  now: string,
): Condition[] {
  const index = conditions.findIndex(({ type }) => type === next.type);
  const previous = conditions[index];
  const lastTransitionTime =
    previous?.status === next.status
      ? previous.lastTransitionTime ?? now
      : next.lastTransitionTime ?? now;
  const complete = { ...next, lastTransitionTime };
  return previous
    ? conditions.map((condition, at) => (at === index ? complete : condition))
    : [...conditions, complete];
}
