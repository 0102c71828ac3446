import type { IncomingMessage, ServerResponse } from 'node:http';

/** What Node's `http.server.*` diagnostics channels say. */
export type Exchange = Readonly<{ request: IncomingMessage; response: ServerResponse }>;

/** Whether a message of a diagnostics channel is one. */
export function isExchange(message: unknown): message is Exchange {
  return typeof message === 'object' && message !== null && 'request' in message && 'response' in message;
}
