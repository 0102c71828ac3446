import { redisNode, redisSample } from '../records';
import type { ReasonCase } from './ReasonCase';
import { grew, onlyOnce, rounds, says, withRedis } from './redisGiven';

const healthy = withRedis({});
const unasked = withRedis({ samples: [], lastAnswerAt: undefined });
const mebibyte = 1024 ** 2;
const day = 86_400;
const slow = redisNode({ replyMs: 8 });

/** Each error counts when it grows. */
function errorCase(kind: string): ReasonCase {
  return {
    level: 'degraded',
    healthy: grew({ errors: { [kind]: 7 } }, { errors: { [kind]: 7 } }),
    faulty: grew({ errors: {} }, { errors: { [kind]: 7 } }),
    unclear: onlyOnce({ errors: { [kind]: 7 } }),
  };
}

/** Of memory, clients, commands and persistence. */
export const redisNodeCases: Record<string, ReasonCase> = {
  'redis.memory': {
    level: 'warning',
    healthy: says({ usedMemory: 700 }),
    faulty: says({ usedMemory: 850 }),
    unclear: says({ usedMemory: 850, maxMemory: 0 }),
  },
  'redis.oom': {
    level: 'degraded',
    healthy: says({ usedMemory: 700, maxMemoryPolicy: 'noeviction' }),
    faulty: says({ usedMemory: 980, maxMemoryPolicy: 'noeviction' }),
    unclear: says({
      usedMemory: 980,
      maxMemory: 0,
      maxMemoryPolicy: 'noeviction',
    }),
  },
  'redis.eviction': {
    level: 'degraded',
    healthy: grew({ evictedKeys: 5 }, { evictedKeys: 5 }),
    faulty: grew({ evictedKeys: 5 }, { evictedKeys: 50 }),
    unclear: onlyOnce({ evictedKeys: 50 }),
  },
  'redis.fragmentation': {
    level: 'warning',
    healthy: says({ fragmentationRatio: 6, fragmentationBytes: mebibyte }),
    faulty: says({
      fragmentationRatio: 1.8,
      fragmentationBytes: 300 * mebibyte,
    }),
    unclear: says({
      fragmentationRatio: undefined,
      fragmentationBytes: undefined,
    }),
  },
  'redis.swapping': {
    level: 'warning',
    healthy: says({ fragmentationRatio: 0.9 }),
    faulty: says({
      fragmentationRatio: 0.7,
      usedMemory: 300 * mebibyte,
      maxMemory: 0,
    }),
    unclear: says({
      fragmentationRatio: undefined,
      usedMemory: 300 * mebibyte,
      maxMemory: 0,
    }),
  },
  'redis.loading': {
    level: 'progressing',
    healthy,
    faulty: says({ loading: true }),
    unclear: unasked,
  },
  'redis.persistenceFailed': {
    level: 'degraded',
    healthy,
    faulty: says({ rdbSaveFailed: true }),
    unclear: unasked,
  },
  'redis.oldSnapshot': {
    level: 'note',
    healthy: says({
      lastSaveAt: Date.parse('2026-11-20T00:00:00Z'),
      uptimeSeconds: 9 * day,
    }),
    faulty: says({
      lastSaveAt: Date.parse('2026-11-15T00:00:00Z'),
      uptimeSeconds: 9 * day,
    }),
    unclear: says({ lastSaveAt: undefined, uptimeSeconds: 9 * day }),
  },
  'redis.slow': {
    level: 'warning',
    healthy: withRedis({ samples: rounds([redisNode()], { count: 5 }) }),
    faulty: withRedis({ samples: rounds([slow], { count: 5 }) }),
    unclear: withRedis({ samples: rounds([slow], { count: 2 }) }),
  },
  'redis.latency': {
    level: 'warning',
    healthy: says({ p99Micros: 2_000 }),
    faulty: says({ p99Micros: 20_000 }),
    unclear: says({ p99Micros: undefined }),
  },
  'redis.slowFork': {
    level: 'warning',
    healthy: says({ lastForkMicros: 9_000 }),
    faulty: says({ lastForkMicros: 700_000 }),
    unclear: says({ lastForkMicros: 0 }),
  },
  'redis.clients': {
    level: 'warning',
    healthy: says({ connectedClients: 10, maxClients: 100 }),
    faulty: says({ connectedClients: 85, maxClients: 100 }),
    unclear: says({ connectedClients: 85, maxClients: 0 }),
  },
  'redis.blockedClients': {
    level: 'warning',
    healthy: says({ blockedClients: 0 }),
    faulty: withRedis({
      samples: [10, 20, 40, 80].map((blockedClients, index) =>
        redisSample(65 - 20 * index, [redisNode({}, { blockedClients })]),
      ),
    }),
    unclear: says({ blockedClients: 80 }),
  },
  'redis.hitRate': {
    level: 'note',
    healthy: grew({ hits: 0 }, { hits: 1_000, misses: 10 }, { role: 'cache' }),
    faulty: grew(
      { hits: 0 },
      { hits: 1_000, misses: 1_000 },
      { role: 'cache' },
    ),
    unclear: onlyOnce({ hits: 1_000, misses: 1_000 }, { role: 'cache' }),
  },
  'redis.errorOOM': errorCase('OOM'),
  'redis.errorREADONLY': errorCase('READONLY'),
  'redis.errorCLUSTERDOWN': errorCase('CLUSTERDOWN'),
  'redis.errorMISCONF': errorCase('MISCONF'),
  'redis.errorNOAUTH': errorCase('NOAUTH'),
  'redis.errorNOPERM': errorCase('NOPERM'),
};
