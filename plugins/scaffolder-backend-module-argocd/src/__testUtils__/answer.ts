import { IncomingMessage, ServerResponse } from 'node:http';

/** Answers in place of the double; true when it did. */
export type Intercept = (
  request: IncomingMessage,
  response: ServerResponse,
) => boolean | Promise<boolean>;

/** Answer the first requests that match, then let the double answer. */
export function answer(
  match: string,
  status: number,
  message: string,
  options: {
    times?: number;
    headers?: Record<string, string>;
    /** In place of an error of Argo CD's API. */
    raw?: string;
  } = {},
): Intercept {
  let left = options.times ?? Infinity;
  return (request, response) => {
    if (!`${request.method} ${request.url}`.includes(match) || left <= 0) {
      return false;
    }
    left -= 1;
    response.writeHead(status, {
      'Content-Type': options.raw ? 'text/html' : 'application/json',
      ...options.headers,
    });
    response.end(
      options.raw ?? JSON.stringify({ error: message, code: 2, message }),
    );
    return true;
  };
}
