import type { RedisFact } from '../model';
import type { RedisInfo, RedisRecord } from '../records';

const windowMs = 300_000;

/** Share of look-ups that found a key; needs two samples of the same run. */
export function hitRateOf({ samples }: RedisRecord): RedisFact['hitRate'] {
  const last = samples.at(-1);
  const first = samples.find(
    ({ at }) => last !== undefined && at < last.at && last.at - at <= windowMs,
  );
  if (!last || !first) {
    return undefined;
  }
  const total = { hits: 0, misses: 0, evictedKeys: 0 };
  for (const node of last.nodes) {
    const before = first.nodes.find(
      ({ address, info }) =>
        address === node.address && info?.runId === node.info?.runId,
    );
    if (node.info && before?.info) {
      total.hits += grown(node.info, before.info, 'hits');
      total.misses += grown(node.info, before.info, 'misses');
      total.evictedKeys += grown(node.info, before.info, 'evictedKeys');
    }
  }
  const lookups = total.hits + total.misses;
  const seconds = (last.at - first.at) / 1000;
  return lookups === 0
    ? undefined
    : {
        percent: Math.round((100 * total.hits) / lookups),
        lookupsPerSecond: Math.round(lookups / seconds),
        evictedPerSecond: Math.round(total.evictedKeys / seconds),
        windowSeconds: Math.round(seconds),
      };
}

function grown(
  now: RedisInfo,
  before: RedisInfo,
  key: 'hits' | 'misses' | 'evictedKeys',
): number {
  return Math.max(0, now[key] - before[key]);
}
