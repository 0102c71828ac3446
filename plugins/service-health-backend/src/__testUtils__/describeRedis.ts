import { findRedisServer } from './startRedisServer';

/** `describe` where there is a redis-server, else `describe.skip`. */
export const describeRedis =
  findRedisServer() === undefined ? describe.skip : describe;
