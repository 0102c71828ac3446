import { connection } from 'next/server';
import { getRedis } from '@/lib/redis';

/** The least that a page can be: one line. */
export default async function Page() {
  await connection();
  return <p>{await getRedis().incr('bare')} visits</p>;
}
