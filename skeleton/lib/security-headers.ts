import { randomBytes } from 'node:crypto';
import { subscribe } from 'node:diagnostics_channel';

import { contentSecurityPolicy } from '@/lib/content-security-policy';
import { isExchange, type Exchange } from '@/lib/http-exchange';

const EVERYWHERE = Object.entries({
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'strict-origin-when-cross-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=()',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
});

/** Data and files run nothing, even where somebody opens one as a page. */
const INERT_POLICY = "default-src 'none'; frame-ancestors 'none'";

/**
 * Gives every answer its security headers, and every page a nonce of its own, so that only scripts that this server
 * wrote can run. Next.js' own places for this, `headers()` and `proxy.ts`, cost a second request and
 * response for each page: see docs/adr/0012-headers-without-proxy.md.
 */
export function sendSecurityHeaders(options: { development: boolean }): void {
  subscribe('http.server.request.start', message => {
    if (!isExchange(message)) return;
    const { request, response } = message;
    const path = request.url ?? '/';
    for (const [name, value] of EVERYWHERE) response.setHeader(name, value);
    if (path.startsWith('/api/')) response.setHeader('cache-control', cacheControl(path));
    if (path.startsWith('/api/') || path.startsWith('/_next/')) {
      response.setHeader('content-security-policy', INERT_POLICY);
    } else {
      sendPagePolicy(message, options);
    }
  });
}

/** Next.js compresses what says no length, and answers of the API are too short to be worth it; metrics are long. */
function cacheControl(path: string): string {
  return path === '/api/metrics' ? 'no-store' : 'no-store, no-transform';
}

function sendPagePolicy({ request, response }: Exchange, options: { development: boolean }): void {
  // 128 bits, as CSP asks for; a page carries it some 20 times.
  const nonce = randomBytes(16).toString('base64url');
  const policy = contentSecurityPolicy(nonce, options);
  // Next.js reads the nonce from the request's policy and puts it on its own scripts.
  request.headers['content-security-policy'] = policy;
  response.setHeader('content-security-policy', policy);
}
