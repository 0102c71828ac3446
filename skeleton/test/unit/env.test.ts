import { readEnv } from '@/lib/env';

describe('readEnv()', () => {
  it('needs nothing', () => {
    expect(readEnv({})).toMatchObject({
      environment: 'local',
      retryWindowSeconds: 600,
      readyRequiresRedis: true,
      redis: { mode: 'standalone', addresses: [{ host: 'localhost', port: 6379 }], tls: false, keyPrefix: 'visits:' },
    });
  });

  it('takes the four variables of the contract', () => {
    const env = readEnv({ REDIS_HOST: 'db', REDIS_PORT: '6380', REDIS_USERNAME: 'app', REDIS_PASSWORD: 'secret' });
    expect(env.redis).toMatchObject({
      addresses: [{ host: 'db', port: 6380 }],
      username: 'app',
      password: 'secret',
    });
  });

  it('takes several nodes, with ports of their own', () => {
    const env = readEnv({ REDIS_MODE: 'cluster', REDIS_HOST: 'a, b:7000,10.0.0.1' });
    expect(env.redis.addresses).toEqual([
      { host: 'a', port: 6379 },
      { host: 'b', port: 7000 },
      { host: '10.0.0.1', port: 6379 },
    ]);
  });

  it('knows the port of a Sentinel', () => {
    expect(readEnv({ REDIS_MODE: 'sentinel' }).redis.addresses).toEqual([{ host: 'localhost', port: 26379 }]);
  });

  it('takes an empty variable as one that is not set', () => {
    expect(readEnv({ REDIS_PORT: '', REDIS_TLS: '' }).redis).toMatchObject({ tls: false });
  });

  it.each([
    [{ REDIS_PORT: 'abc' }, 'REDIS_PORT must be a whole number from 1 to 65535: current value is "abc"'],
    [{ REDIS_PORT: '0' }, 'REDIS_PORT must be a whole number from 1 to 65535: current value is "0"'],
    [{ REDIS_PORT: 'tcp://10.0.0.1:6379' }, 'REDIS_PORT must be a whole number from 1 to 65535'],
    [{ REDIS_MODE: 'Cluster' }, 'REDIS_MODE must be one of "standalone", "cluster", "sentinel": current value is "Cluster"'],
    [{ REDIS_TLS: 'yes' }, 'REDIS_TLS must be "true" or "false": current value is "yes"'],
    [{ REDIS_HOST: 'redis://db' }, 'REDIS_HOST must be a host name or an IP address, or several with commas'],
    [{ REDIS_HOST: 'a,b' }, 'REDIS_HOST must be one host where REDIS_MODE is "standalone": current value is "a,b"'],
    [{ REDIS_USERNAME: 'app' }, 'REDIS_PASSWORD must be set where REDIS_USERNAME is: it is not set'],
    [{ REDIS_KEY_PREFIX: 'a{b}' }, 'REDIS_KEY_PREFIX must be 1 to 64 letters, digits, ":", ".", "_" or "-"'],
    [{ REDIS_WAIT_TIMEOUT_MS: '1000' }, 'REDIS_WAIT_TIMEOUT_MS must be less than REDIS_COMMAND_TIMEOUT_MS'],
    [{ VISIT_RETRY_WINDOW_SECONDS: '5' }, 'VISIT_RETRY_WINDOW_SECONDS must be a whole number from 60 to 604800'],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL must be one of "fatal", "error", "warn"'],
  ])('names the variable and the rule for %j', (source, message) => {
    expect(() => readEnv(source)).toThrow(message);
  });

  it('never quotes a password', () => {
    const source = { REDIS_PASSWORD: 'top-secret', REDIS_PORT: 'x' };
    expect(() => readEnv(source)).toThrow(expect.objectContaining({ message: expect.not.stringContaining('top-secret') }));
  });
});
