export type SendVisit = (id: string, signal: AbortSignal) => Promise<Response>;

export type VisitState =
  | Readonly<{ status: 'counted'; count: number }>
  | Readonly<{ status: 'unavailable' }>;

/** After this long the server may have forgotten the id, and a repeat could count twice. */
const GIVE_UP_MS = 5 * 60_000;
const ATTEMPT_MS = 4_000;

/**
 * Sends one visit until the server has it, always under the same id: an answer that got lost on its way does
 * not make a second visit. Tells the caller about every change.
 */
export async function sendVisitUntilCounted(options: {
  id: string;
  send: SendVisit;
  onState: (state: VisitState) => void;
  signal: AbortSignal;
  wait?: (milliseconds: number) => Promise<void>;
  now?: () => number;
}): Promise<void> {
  const { id, send, onState, signal, wait = sleep, now = Date.now } = options;
  const started = now();
  for (let attempt = 0; !signal.aborted; attempt += 1) {
    const count = await tryOnce(id, send, signal);
    if (signal.aborted) return;
    if (count !== undefined) return onState({ status: 'counted', count });
    onState({ status: 'unavailable' });
    if (now() - started > GIVE_UP_MS) return;
    await wait(Math.min(1_000 * 2 ** attempt, 10_000) * (0.75 + Math.random() / 2));
  }
}

async function tryOnce(id: string, send: SendVisit, signal: AbortSignal): Promise<number | undefined> {
  try {
    const response = await send(id, AbortSignal.any([signal, AbortSignal.timeout(ATTEMPT_MS)]));
    if (!response.ok) return undefined;
    const body: unknown = await response.json();
    const count = typeof body === 'object' && body !== null && 'count' in body ? body.count : undefined;
    return typeof count === 'number' ? count : undefined;
  } catch {
    return undefined;
  }
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, milliseconds));
}
