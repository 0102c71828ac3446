import { Redis } from 'ioredis';

declare global {
  var bareRedis: Redis | undefined;
}

/** The client with its defaults, one for the process. */
export function getRedis(): Redis {
  globalThis.bareRedis ??= new Redis({
    host: process.env.REDIS_HOST,
    port: Number(process.env.REDIS_PORT),
    lazyConnect: true,
  });
  return globalThis.bareRedis;
}
