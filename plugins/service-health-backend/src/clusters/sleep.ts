import { setTimeout } from 'timers/promises';

/** Waits; ends early, without an error, when the signal says so. */
export async function sleep(
  milliseconds: number,
  signal?: AbortSignal,
): Promise<void> {
  try {
    await setTimeout(milliseconds, undefined, { signal });
  } catch {
    // The caller looks at its signal.
  }
}
