import { IncomingMessage, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';

// API servers compress only what is worth it.
const compressFrom = 128 * 1024;

/** Sends a JSON answer; its length in bytes comes back. */
export function sendJson(
  request: IncomingMessage,
  response: ServerResponse,
  answer: { code: number; body: object; headers?: Record<string, string> },
): number {
  const text = Buffer.from(`${JSON.stringify(answer.body)}\n`);
  const compress =
    text.length > compressFrom &&
    /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
  const body = compress ? gzipSync(text, { level: 1 }) : text;
  response.writeHead(answer.code, {
    'Content-Type': 'application/json',
    'Cache-Control': 'no-cache, private',
    'Content-Length': String(body.length),
    ...(compress
      ? { 'Content-Encoding': 'gzip', Vary: 'Accept-Encoding' }
      : {}),
    ...answer.headers,
  });
  response.end(body);
  return body.length;
}
