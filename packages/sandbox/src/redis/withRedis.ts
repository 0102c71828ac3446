import Redis from 'ioredis';

/** Use one connection to a local server for a moment; nothing is retried. */
export async function withRedis<T>(
  options: { port: number; password?: string; timeoutMs?: number },
  use: (redis: Redis) => Promise<T>,
): Promise<T> {
  const { port, password, timeoutMs = 1000 } = options;
  const redis = new Redis({
    host: '127.0.0.1',
    port,
    password,
    lazyConnect: true,
    connectTimeout: timeoutMs,
    commandTimeout: timeoutMs,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
    enableReadyCheck: false,
    // No HELLO: it would end the connection where a password is asked for.
    protocol: 2,
  });
  redis.on('error', () => undefined);
  try {
    await redis.connect();
    return await use(redis);
  } finally {
    redis.disconnect();
  }
}
