import type { FindingLevel } from '../../model';
import { createFinding } from '../createFinding';
import type { JudgedFinding } from '../JudgedFinding';
import type { RedisContext } from './RedisContext';

interface RedisFindingOptions {
  code: string;
  level: FindingLevel;
  cause: string;
  plainCause?: string;
  effect?: string;
  next: string;
  command?: string;
  since?: number;
  graceMs?: number;
  count?: number;
  evidence?: Record<string, string | number | undefined>;
}

/** Makes a finding about one Redis instance. */
export function createRedisFinding(
  { now, redis }: Pick<RedisContext, 'now' | 'redis'>,
  options: RedisFindingOptions,
): JudgedFinding {
  return createFinding({
    ...options,
    now,
    section: 'redis',
    subject: { kind: 'Redis', name: redis.name, namespace: redis.namespace },
  });
}
