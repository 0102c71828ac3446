import { LabelRequirement } from './parseLabelSelector';

/** Whether one of these labels must be this name; all else only narrows it. */
export function selectsOnly(
  selector: LabelRequirement[],
  labels: string[],
  name: string,
): boolean {
  return selector.some(
    one =>
      labels.includes(one.key) &&
      one.operator === 'in' &&
      one.values.length === 1 &&
      one.values[0] === name,
  );
}
