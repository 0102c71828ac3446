const firstMs = 500;
const mostMs = 60_000;

/**
 * How long to wait before the next try: full jitter, so that many clients of
 * a server that comes back do not all come back at once.
 */
export function backOff(
  failures: number,
  options: { retryAfterMs?: number; random?: () => number } = {},
): number {
  const { retryAfterMs = 0, random = Math.random } = options;
  const ceiling = Math.min(mostMs, firstMs * 2 ** Math.min(failures, 10));
  return Math.max(retryAfterMs, Math.round(random() * ceiling));
}
