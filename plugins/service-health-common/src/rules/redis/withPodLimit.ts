import type { EnvironmentRecord, RedisRecord } from '../../records';
import { sectionOf } from '../sectionOf';

/**
 * A Redis without a limit of its own is stopped at that of its pod: the
 * smallest one of its pods is its limit.
 */
export function withPodLimit(
  redis: RedisRecord,
  { clusters }: EnvironmentRecord,
): RedisRecord {
  if (redis.memoryLimitBytes !== undefined) {
    return redis;
  }
  const limits = clusters
    .flatMap(({ pods }) => pods)
    .filter(
      pod =>
        sectionOf(pod) === 'redis' &&
        (redis.namespace === undefined || pod.namespace === redis.namespace),
    )
    .flatMap(({ resources }) => Object.entries(resources?.limits ?? {}))
    // Not that of an exporter beside it.
    .filter(([container]) => /redis|valkey|main/.test(container))
    .flatMap(([, { memoryBytes }]) => memoryBytes ?? []);
  return limits.length > 0
    ? { ...redis, podLimitBytes: Math.min(...limits) }
    : redis;
}
