import type { RedisInfo, RedisSample } from '../../records';
import { formatBytes } from '../formatBytes';
import type { JudgedFinding } from '../JudgedFinding';
import { createRedisFinding } from './createRedisFinding';
import { memoryLimitOf } from './memoryLimitOf';
import { RedisContext, sameNode } from './RedisContext';

/** How full the nodes are, and what they drop. */
export function judgeMemory(context: RedisContext): JudgedFinding[] {
  return [
    ...judgeFullness(context),
    ...judgeEviction(context),
    ...judgeFragmentation(context),
  ];
}

function worst(context: RedisContext, sample: RedisSample | undefined) {
  return (sample?.nodes ?? [])
    .flatMap(node => {
      const limit = memoryLimitOf(context.redis, node);
      return node.info && limit > 0
        ? [
            {
              node,
              info: node.info,
              limit,
              percent: Math.round((100 * node.info.usedMemory) / limit),
            },
          ]
        : [];
    })
    .sort((a, b) => b.percent - a.percent)[0];
}

/** Leaves only after two good samples, so that the edge does not flicker. */
function judgeFullness(context: RedisContext): JudgedFinding[] {
  const now = worst(context, context.sample);
  const before = worst(context, context.before);
  const shown =
    now && now.percent <= 80 && before && before.percent > 80 ? before : now;
  if (!shown || shown.percent <= 80) {
    return [];
  }
  const { node, info, limit, percent } = shown;
  // Without maxmemory Redis drops nothing, and its pod is stopped.
  const keeps = info.maxMemoryPolicy === 'noeviction' && info.maxMemory > 0;
  const blocked = keeps && percent > 95;
  return [
    createRedisFinding(context, {
      code: blocked ? 'redis.oom' : 'redis.memory',
      level: blocked || percent > 90 ? 'degraded' : 'warning',
      cause: blocked
        ? 'Redis refuses writes: memory is full and nothing may be dropped'
        : `Redis memory is ${percent}% full on ${node.node}`,
      plainCause: blocked ? undefined : `Redis memory is ${percent}% full`,
      effect: effectOf(info, blocked),
      next: blocked
        ? 'Raise maxmemory or free keys.'
        : 'Look for big keys on its replica, or raise maxmemory.',
      command: `redis-cli -h ${node.address.replace(
        /:(\d+)$/,
        ' -p $1',
      )} --bigkeys`,
      evidence: {
        Used: `${formatBytes(info.usedMemory)} of ${formatBytes(limit)}`,
        Policy: info.maxMemoryPolicy,
        'Warning from': '80%',
      },
    }),
  ];
}

function effectOf(info: RedisInfo, blocked: boolean): string {
  if (blocked) {
    return 'Nothing new is stored.';
  }
  if (info.maxMemory === 0) {
    return 'At 100% its pod is stopped.';
  }
  return info.maxMemoryPolicy === 'noeviction'
    ? 'At 100% Redis refuses writes.'
    : 'At 100% Redis drops its oldest keys.';
}

function judgeEviction(context: RedisContext): JudgedFinding[] {
  const { redis, sample, oldest } = context;
  let evicted = 0;
  let exceeded = 0;
  for (const node of sample.nodes) {
    const earlier = sameNode(node, oldest);
    evicted += Math.max(
      0,
      (node.info?.evictedKeys ?? 0) -
        (earlier?.info?.evictedKeys ?? node.info?.evictedKeys ?? 0),
    );
    exceeded = Math.max(exceeded, node.info?.evictionExceededMs ?? 0);
  }
  if (evicted === 0 && exceeded === 0) {
    return [];
  }
  const harmless = redis.role === 'cache' && exceeded === 0;
  const lossy = redis.role === 'store' && evicted > 0;
  return [
    createRedisFinding(context, {
      code: 'redis.eviction',
      level: harmless ? 'note' : (lossy && 'degraded') || 'warning',
      cause: `Redis dropped ${evicted} keys in the last 5 min`,
      effect: lossy ? 'Data that should stay is lost.' : undefined,
      next: harmless
        ? 'Nothing: a cache may do so.'
        : 'Raise maxmemory or free keys.',
      evidence: {
        'Dropped keys': evicted,
        'Over its limit for': exceeded ? `${exceeded} ms` : undefined,
      },
    }),
  ];
}

const fragmentationFloor = 100 * 1024 ** 2;

function judgeFragmentation(context: RedisContext): JudgedFinding[] {
  return context.sample.nodes.flatMap(({ node, info }) => {
    const ratio = info?.fragmentationRatio ?? 1;
    const bytes = info?.fragmentationBytes ?? 0;
    const fragmented = ratio > 1.5 && bytes > fragmentationFloor;
    const swapped =
      ratio < 1 && ratio > 0 && (info?.usedMemory ?? 0) > fragmentationFloor;
    return fragmented || swapped
      ? [
          createRedisFinding(context, {
            code: swapped ? 'redis.swapping' : 'redis.fragmentation',
            level: 'warning',
            cause: swapped
              ? `Redis memory of ${node} is swapped out`
              : `Redis wastes ${formatBytes(bytes)} of memory on ${node}`,
            plainCause: swapped
              ? 'Redis memory is swapped out'
              : `Redis wastes ${formatBytes(bytes)} of memory`,
            effect: swapped ? 'Answers get slow.' : undefined,
            next: swapped
              ? 'Give its node more memory.'
              : 'Switch activedefrag on, or restart a replica.',
            evidence: { 'Fragmentation ratio': ratio },
          }),
        ]
      : [];
  });
}
