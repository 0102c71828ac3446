import { getRedis } from '@/lib/redis';

export async function POST(): Promise<Response> {
  return Response.json({ count: await getRedis().incr('bare') });
}
