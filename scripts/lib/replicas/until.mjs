import { setTimeout as delay } from 'node:timers/promises';

/**
 * Asks again until the answer satisfies.
 *
 * @throws Error with the last answer or error after `seconds`
 */
export async function until(what, { ask, holds, seconds = 60 }) {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const seen = await ask().catch(error => ({ error: error.message }));
    if (!seen?.error && holds(seen)) {
      return seen;
    }
    if (Date.now() > deadline) {
      throw new Error(
        `Cannot see ${what} within ${seconds} s: ${JSON.stringify(seen).slice(
          0,
          2000,
        )}`,
      );
    }
    await delay(500);
  }
}
