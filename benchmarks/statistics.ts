/** The middle of some values; of an even number, the upper of the two. */
export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

/** The least and the most, as words. */
export function range(values: readonly number[], digits: number): string {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return `${least.toFixed(digits)} to ${most.toFixed(digits)}`;
}

/** Rounds for a table. */
export function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

/** The quartiles, as words: what half of the values lie between. */
export function middleHalf(values: readonly number[], digits: number): string {
  const sorted = [...values].sort((a, b) => a - b);
  const [low, high] = [0.25, 0.75].map(
    share => sorted[Math.floor((values.length - 1) * share)],
  );
  return `${low.toFixed(digits)} to ${high.toFixed(digits)}`;
}
