import { setTimeout as sleep } from 'node:timers/promises';

/** Asks again until the answer is true, or says what did not come about. */
export async function until(
  what: string,
  ask: () => Promise<boolean> | boolean,
  { seconds = 30 }: { seconds?: number } = {},
): Promise<void> {
  const end = Date.now() + seconds * 1_000;
  while (Date.now() < end) {
    if (await Promise.resolve(ask()).catch(() => false)) return;
    await sleep(50);
  }
  throw new Error(`Not within ${seconds} s: ${what}`);
}
