import { CountUnavailableError } from '@/lib/count-unavailable-error';
import { readEnv } from '@/lib/env';
import { ReadinessCheck } from '@/lib/readiness';

function setUp(source: NodeJS.Dict<string> = {}) {
  const clock = { now: 1_000_000 };
  const redis: { error: Error | undefined; reads: number } = { error: undefined, reads: 0 };
  const visits = {
    total: async () => {
      redis.reads += 1;
      if (redis.error) throw redis.error;
      return 1;
    },
  };
  const check = ReadinessCheck.create({ visits, env: readEnv(source), now: () => clock.now });
  return { clock, redis, check };
}

const refused = new CountUnavailableError('Redis did not answer', { cause: new Error('connect ECONNREFUSED') });
const wrongPassword = new CountUnavailableError('Redis did not answer', {
  cause: new Error('WRONGPASS invalid username-password pair or user is disabled.'),
});

describe('ReadinessCheck', () => {
  it('is ready once Redis has answered, and stays so without it', async () => {
    const { clock, redis, check } = setUp();
    expect(await check.check()).toMatchObject({ ready: true, status: 'ready', redis: { state: 'up' } });
    redis.error = refused;
    clock.now += 5_000;
    expect(await check.check()).toMatchObject({
      ready: true,
      status: 'degraded',
      redis: { state: 'down', error: 'connect ECONNREFUSED' },
    });
  });

  it('waits for Redis, but not for ever: the page works without it', async () => {
    const { clock, redis, check } = setUp({ READY_GRACE_SECONDS: '60' });
    redis.error = refused;
    expect(await check.check()).toMatchObject({ ready: false, status: 'waiting' });
    clock.now += 60_000;
    expect(await check.check()).toMatchObject({ ready: true, status: 'degraded' });
  });

  it('waits for ever where Redis refuses the password, so that a rollout stops', async () => {
    const { clock, redis, check } = setUp();
    redis.error = wrongPassword;
    clock.now += 3_600_000;
    expect(await check.check()).toMatchObject({ ready: false, redis: { error: expect.stringMatching(/^WRONGPASS/) } });
  });

  it('can be told not to ask for Redis', async () => {
    const { redis, check } = setUp({ READY_REQUIRES_REDIS: 'false' });
    redis.error = refused;
    expect(await check.check()).toMatchObject({ ready: true, status: 'degraded' });
  });

  it('looks once a second at most, however many ask', async () => {
    const { redis, check } = setUp();
    await Promise.all([check.check(), check.check(), check.redis()]);
    expect(redis.reads).toBe(1);
  });
});
