import { HealthRequestError } from '../api/HealthRequestError';

const LONGEST_MS = 60_000;

/**
 * How long to wait after a number of failures in a row: doubles from 2 s to
 * 1 min, of which half is random, so that many pages do not come back at once.
 * A refusal will not change soon, so it waits longest at once.
 */
export function retryDelay(
  error: unknown,
  failures: number,
  random: () => number = Math.random,
): number {
  const longest = isRefusal(error) ? LONGEST_MS : 1_000 * 2 ** failures;
  const delay = Math.min(longest, LONGEST_MS);
  return delay / 2 + (random() * delay) / 2;
}

function isRefusal(error: unknown): boolean {
  return (
    error instanceof HealthRequestError &&
    error.status !== undefined &&
    [401, 403, 404].includes(error.status)
  );
}
