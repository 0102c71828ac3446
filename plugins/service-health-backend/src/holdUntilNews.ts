import { Response } from 'express';
import { sleep } from './clusters/sleep';
import { holdTime } from './holdTime';
import { etagOf } from './services/etagOf';

interface HoldOptions<T extends object> {
  ask: () => Promise<T>;
  /** Calls back on a change; answers how to stop that. */
  subscribe: (listener: () => void) => () => void;
  /** ETag that the reader has. */
  known: string | undefined;
  /** Longest wait, in seconds. */
  wait: number;
  /** How often to look without any event, in ms: a grace ends without one. */
  recheckMs: number;
  /** Waits this long after an event for more of them, in ms. */
  settleMs: number;
  response: Response;
}

/** The held request: answers at once on news, else when the time is over. */
export async function holdUntilNews<T extends object>({
  ask,
  subscribe,
  known,
  wait,
  recheckMs,
  settleMs,
  response,
}: HoldOptions<T>): Promise<{ answer: T; etag: string }> {
  const deadline = Date.now() + holdTime(wait);
  let changed = new AbortController();
  const wake = () => changed.abort();
  const unsubscribe = subscribe(wake);
  response.on('close', wake);
  try {
    for (;;) {
      changed = new AbortController();
      const answer = await ask();
      const etag = etagOf(answer);
      const left = deadline - Date.now();
      if (etag !== known || left <= 0 || response.destroyed) {
        return { answer, etag };
      }
      await sleep(Math.min(left, recheckMs), changed.signal);
      await sleep(settleMs);
    }
  } finally {
    unsubscribe();
    response.off('close', wake);
  }
}
