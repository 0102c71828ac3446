import type { RedisNodeSample, RedisRecord } from '../../records';

/** Limit of a node in bytes: its own, the configured one, that of its pod; else 0. */
export function memoryLimitOf(
  redis: RedisRecord,
  { info }: RedisNodeSample,
): number {
  return info?.maxMemory || redis.memoryLimitBytes || redis.podLimitBytes || 0;
}
