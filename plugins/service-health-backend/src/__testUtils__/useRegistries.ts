import { RedisInstanceConfig } from '../redis/RedisInstanceConfig';
import { RedisRegistry } from '../redis/RedisRegistry';

/** The service that all instances of these tests belong to. */
export const service = { name: 'visits', namespace: 'visits', hasRedis: true };

/** Registries of one instance each; all that was started ends with each test. */
export function useRegistries() {
  const open: { close(): unknown }[] = [];

  afterEach(async () => {
    await Promise.all(open.splice(0).map(one => one.close()));
  });

  function keep<T extends { close(): unknown }>(one: T): T {
    open.push(one);
    return one;
  }

  return {
    keep,
    registry: (instance: Partial<RedisInstanceConfig>): RedisRegistry =>
      keep(
        RedisRegistry.create({
          instances: [
            {
              name: 'visits',
              host: '127.0.0.1',
              port: 6379,
              sentinelGroup: 'mymaster',
              role: 'store',
              required: true,
              match: { name: 'visits' },
              ...instance,
            },
          ],
          intervalMs: 100,
          onChange: () => {},
        }),
      ),
    ask: async (one: RedisRegistry) =>
      (await one.records(service, { waitMs: 3_000 }))[0],
    /** Asks again and again until it holds; a Sentinel may take half a minute to bring a lost primary back in. */
    async eventually(check: () => Promise<boolean>): Promise<void> {
      const deadline = Date.now() + 60_000;
      while (!(await check())) {
        if (Date.now() > deadline) {
          throw new Error('Never came true');
        }
        await new Promise(resolve => {
          setTimeout(resolve, 50);
        });
      }
    },
  };
}
