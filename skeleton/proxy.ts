import { NextResponse, type NextRequest } from 'next/server';

import { contentSecurityPolicy } from '@/lib/content-security-policy';

/** Gives every page a nonce of its own, so that only scripts that this server wrote can run. */
export function proxy(request: NextRequest): NextResponse {
  const nonce = Buffer.from(crypto.randomUUID()).toString('base64');
  const policy = contentSecurityPolicy(nonce, { development: process.env.NODE_ENV === 'development' });

  const headers = new Headers(request.headers);
  // Next.js reads the nonce from the request's policy and puts it on its own scripts.
  headers.set('content-security-policy', policy);

  const response = NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policy);
  return response;
}

export const config = {
  // Pages only: answers of the API and static files carry a fixed policy.
  matcher: ['/((?!api/|_next/|favicon|icon|robots).*)'],
};
