import { getRuntime } from '@/lib/runtime';

export const dynamic = 'force-dynamic';

/** The metrics, for Prometheus. */
export async function GET(): Promise<Response> {
  const { metrics } = getRuntime();
  return new Response(await metrics.text(), { headers: { 'content-type': metrics.contentType } });
}
