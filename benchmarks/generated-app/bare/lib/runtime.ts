import { getRedis } from '@/lib/redis';

const runtime = {
  env: {
    environment: 'local',
    version: 'unknown',
    redis: { mode: 'standalone' },
  },
  visits: { total: () => getRedis().incr('bare') },
};

/** What the page of the generated app asks for: here one INCR and nothing around it. */
export function getRuntime() {
  return runtime;
}
