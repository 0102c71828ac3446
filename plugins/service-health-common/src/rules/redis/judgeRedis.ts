import type { ReadinessRecord, RedisRecord } from '../../records';
import type { JudgedFinding } from '../JudgedFinding';
import { judgeMemory } from './judgeMemory';
import { judgePersistence } from './judgePersistence';
import { judgeReachability } from './judgeReachability';
import { judgeTopology } from './judgeTopology';
import { judgeTraffic } from './judgeTraffic';

const windowMs = 300_000;

/** One Redis instance by its samples. @public */
export function judgeRedis(
  redis: RedisRecord,
  now: number,
  readiness?: ReadinessRecord,
): JudgedFinding[] {
  const sample = redis.samples.at(-1);
  if (!sample) {
    return [];
  }
  const context = {
    now,
    redis,
    readiness,
    sample,
    before: redis.samples.at(-2),
    oldest: redis.samples.find(
      ({ at }) => at < sample.at && sample.at - at <= windowMs,
    ),
  };
  const rules = [
    judgeReachability,
    judgeTopology,
    judgeMemory,
    judgeTraffic,
    judgePersistence,
  ];
  return rules.flatMap(rule => rule(context));
}
