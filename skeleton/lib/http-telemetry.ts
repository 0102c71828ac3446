import { randomUUID } from 'node:crypto';
import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';

import type { Logger } from 'pino';

import { isExchange } from '@/lib/http-exchange';
import type { Metrics } from '@/lib/metrics';

/** Only what a log can hold without surprises is taken over from a caller. */
const REQUEST_ID = /^[A-Za-z0-9._-]{8,128}$/;
const ROUTES = new Set(['/', '/api/visits', '/api/livez', '/api/readyz', '/api/metrics']);
const QUIET = new Set(['/api/livez', '/api/readyz', '/api/metrics', 'static']);

/**
 * Gives every request an id, a line in the log and its place in the metrics. It listens where Node itself
 * says that a request came and was answered, so pages, routes and files are all seen, whatever renders them.
 */
export function observeHttp({ metrics, log }: { metrics: Metrics; log: Logger }): void {
  const started = new WeakMap<IncomingMessage, number>();

  subscribe('http.server.request.start', message => {
    if (!isExchange(message)) return;
    const { request, response } = message;
    started.set(request, performance.now());
    const given = request.headers['x-request-id'];
    const id = typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID();
    request.headers['x-request-id'] = id;
    response.setHeader('x-request-id', id);
  });

  subscribe('http.server.response.finish', message => {
    if (!isExchange(message)) return;
    const { request, response } = message;
    const begun = started.get(request);
    if (begun === undefined) return;
    const seconds = (performance.now() - begun) / 1_000;
    const method = request.method ?? 'GET';
    const route = routeOf(request.url ?? '/');
    metrics.requests.inc({ method, route, status: String(response.statusCode) });
    metrics.requestDuration.observe({ method, route }, seconds);
    const line = {
      requestId: request.headers['x-request-id'],
      method,
      route,
      status: response.statusCode,
      durationMs: Math.round(seconds * 1_000),
    };
    if (response.statusCode >= 500) log.warn(line, 'Request answered');
    else if (QUIET.has(route)) log.debug(line, 'Request answered');
    else log.info(line, 'Request answered');
  });
}

/** A few fixed names: paths that somebody makes up must not become metrics. */
function routeOf(url: string): string {
  const path = url.split('?', 1)[0] ?? '/';
  if (ROUTES.has(path)) return path;
  return path.startsWith('/_next/') ? 'static' : 'other';
}
