import { setTimeout as sleep } from 'node:timers/promises';

/** Wait; ends at once with the signal's reason when that fires. */
export async function delay(
  milliseconds: number,
  signal: AbortSignal,
): Promise<void> {
  signal.throwIfAborted();
  try {
    await sleep(milliseconds, undefined, { signal });
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  }
}
