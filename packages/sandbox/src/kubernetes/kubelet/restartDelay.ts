const longestMs = 300_000;
// A container that ran this long is forgiven its earlier crashes.
const forgivenAfterMs = 600_000;

/** How long a container that ended waits for its next start: nothing, then 10 s, doubled each time up to five minutes. */
export function restartDelay(restarts: number, ranMs: number): number {
  if (restarts === 0 || ranMs >= forgivenAfterMs) return 0;
  return Math.min(longestMs, 10_000 * 2 ** (restarts - 1));
}
