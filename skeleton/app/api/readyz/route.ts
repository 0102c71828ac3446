import { getRuntime } from '@/lib/runtime';

export const dynamic = 'force-dynamic';

/** 200 once Redis has answered, and from then on; the body says how Redis is now. */
export async function GET(): Promise<Response> {
  const readiness = await getRuntime().readiness.check();
  return Response.json(readiness, { status: readiness.ready ? 200 : 503 });
}
