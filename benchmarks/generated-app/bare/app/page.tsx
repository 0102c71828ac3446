import { connection } from 'next/server';
import { getRedis } from '../redis';

export default async function Page() {
  await connection();
  return <p>{await getRedis().incr('bare')} visits</p>;
}
