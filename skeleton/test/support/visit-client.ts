import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

import { readEnv, type Env } from '@/lib/env';
import { createRedis, type RedisClient } from '@/lib/redis';
import { Visits } from '@/lib/visits';
import { APP_USER, type RedisProcess } from './redis-process';
import { until } from './until';

export type VisitClient = Readonly<{ env: Env; redis: RedisClient; visits: Visits }>;

/** For tests of what is counted, not of how fast: a busy machine is slow to shake hands. */
export const PATIENT: NodeJS.Dict<string> = {
  REDIS_CONNECT_TIMEOUT_MS: '20000',
  REDIS_COMMAND_TIMEOUT_MS: '20000',
  REDIS_DEADLINE_MS: '30000',
};

const clients: RedisClient[] = [];

/** What one process of the app has, under the app's Redis user. */
export function connect(settings: NodeJS.Dict<string>): VisitClient {
  const env = readEnv({
    REDIS_HOST: '127.0.0.1',
    REDIS_USERNAME: APP_USER.username,
    REDIS_PASSWORD: APP_USER.password,
    ...settings,
  });
  const redis = createRedis(env.redis, { name: 'visit-tracker' });
  clients.push(redis);
  return { env, redis, visits: Visits.create({ redis, env }) };
}

/** Ends every client that a test made. */
export function disconnectAll(): void {
  for (const client of clients.splice(0)) client.disconnect();
}

/** Sends each visit until it is acknowledged, as the page does. */
export async function acknowledge(visits: Visits, id = randomUUID()): Promise<void> {
  for (;;) {
    const done = await visits.count(id).then(
      () => true,
      () => false,
    );
    if (done) return;
    await sleep(100);
  }
}

/** The total, as soon as it can be read. */
export async function readTotal(visits: Visits): Promise<number> {
  let total = Number.NaN;
  await until('the total can be read', async () => {
    total = await visits.total();
    return true;
  });
  return total;
}

/** Counts with eight clients before, while and after something happens; answers how many were acknowledged. */
export async function countDuring(visits: Visits, happening: () => Promise<void>): Promise<number> {
  let acknowledged = 0;
  let counting = true;
  const more = async (count: number) => {
    const wanted = acknowledged + count;
    await until(`${count} more visits are acknowledged`, () => acknowledged >= wanted);
  };
  const workers = Array.from({ length: 8 }, async () => {
    while (counting) {
      await acknowledge(visits);
      acknowledged += 1;
    }
  });
  try {
    await more(20);
    await happening();
    await more(20);
  } finally {
    counting = false;
  }
  await Promise.all(workers);
  return acknowledged;
}

/** What the servers' ACLs refused. */
export async function refusedCommands(nodes: readonly RedisProcess[]): Promise<readonly string[]> {
  const logs = await Promise.all(nodes.map(node => node.ask('ACL', 'LOG')));
  return logs.flatMap(log => (Array.isArray(log) ? log.map(entry => JSON.stringify(entry)) : []));
}
