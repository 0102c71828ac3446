/** Times of several samples. */
export interface Times {
  samples: number;
  p50Ms: number;
  p95Ms: number;
}

/** Sums up times in ms. */
export function toTimes(times: number[]): Times {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number) =>
    Math.round(
      sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))],
    );
  return { samples: sorted.length, p50Ms: at(0.5), p95Ms: at(0.95) };
}
