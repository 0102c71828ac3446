/** Reads a number of pods that may be given as a percentage of all. */
export function intOrPercent(
  value: number | string | undefined,
  of: number,
  round: 'up' | 'down',
): number {
  if (typeof value !== 'string') return value ?? 0;
  const share = (parseInt(value, 10) / 100) * of;
  if (!value.endsWith('%')) return parseInt(value, 10) || 0;
  return round === 'up' ? Math.ceil(share) : Math.floor(share);
}
