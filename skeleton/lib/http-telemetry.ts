import { randomUUID } from 'node:crypto';
import { subscribe } from 'node:diagnostics_channel';

import type { Logger } from 'pino';

import { isExchange, type Exchange } from '@/lib/http-exchange';
import type { Metrics } from '@/lib/metrics';

type Telemetry = Readonly<{ metrics: Metrics; log: Logger }>;

/** Only what a log can hold without surprises is taken over from a caller. */
const REQUEST_ID = /^[A-Za-z0-9._-]{8,128}$/;
const ROUTES = new Set(['/', '/api/visits', '/api/livez', '/api/readyz', '/api/metrics']);
const QUIET = new Set(['/api/livez', '/api/readyz', '/api/metrics', 'static']);

/**
 * Gives every request an id, a line in the log and its place in the metrics. It listens where Node itself
 * says that a request came, so pages, routes and files are all seen, whatever renders them.
 */
export function observeHttp(telemetry: Telemetry): void {
  subscribe('http.server.request.start', message => {
    if (!isExchange(message)) return;
    const { request, response } = message;
    const begun = performance.now();
    const given = request.headers['x-request-id'];
    const id = typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID();
    request.headers['x-request-id'] = id;
    response.setHeader('x-request-id', id);
    response.on('finish', () => record(telemetry, message, { id, seconds: (performance.now() - begun) / 1_000 }));
  });
}

function record(
  { metrics, log }: Telemetry,
  { request, response }: Exchange,
  { id, seconds }: Readonly<{ id: string; seconds: number }>,
): void {
  const method = request.method ?? 'GET';
  const route = routeOf(request.url ?? '/');
  const status = response.statusCode;
  metrics.requests.inc({ method, route, status: String(status) });
  metrics.requestDuration.observe({ method, route }, seconds);
  const line = { requestId: id, method, route, status, durationMs: Math.round(seconds * 1_000) };
  if (status >= 500) log.warn(line, 'Request answered');
  else if (QUIET.has(route)) log.debug(line, 'Request answered');
  else log.info(line, 'Request answered');
}

/** A few fixed names: paths that somebody makes up must not become metrics. */
function routeOf(url: string): string {
  const path = url.split('?', 1)[0] ?? '/';
  if (ROUTES.has(path)) return path;
  return path.startsWith('/_next/') ? 'static' : 'other';
}
