const shortest = 0.8;

/**
 * How long to hold a request at most, in ms: up to a fifth less than asked for.
 * All pages come at one moment after a restart; they must not come back at one
 * each time from then on.
 *
 * @param wait - what the page asked for, in seconds
 */
export function holdTime(wait: number, random = Math.random): number {
  return wait * 1_000 * (shortest + (1 - shortest) * random());
}
