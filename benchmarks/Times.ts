import { round } from './statistics';

/** Times of several samples. */
export interface Times {
  samples: number;
  p50Ms: number;
  p95Ms: number;
  p99Ms: number;
}

/** Sums up times in ms, to so many digits of one; NaN where there are none. */
export function toTimes(times: number[], digits = 0): Times {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number) =>
    round(
      sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ??
        NaN,
      digits,
    );
  return {
    samples: sorted.length,
    p50Ms: at(0.5),
    p95Ms: at(0.95),
    p99Ms: at(0.99),
  };
}
