import type {
  RedisInfo,
  RedisNodeSample,
  RedisRecord,
  RedisSample,
} from '../../records';
import { redis, redisNode, redisSample } from '../records';
import type { Given } from './ReasonCase';

/** An environment with this Redis. */
export function withRedis(some: Partial<RedisRecord>): Given {
  return { environment: { redis: [redis(some)] } };
}

/** Rounds of probes 15 s apart, the last one 5 s ago. */
export function rounds(
  nodes: RedisNodeSample[],
  { count = 2, ...some }: Partial<RedisSample> & { count?: number } = {},
): RedisSample[] {
  return Array.from({ length: count }, (_, index) =>
    redisSample(5 + 15 * (count - 1 - index), nodes, some),
  );
}

/** A Redis whose INFO says this, twice. */
export function says(
  values: Partial<RedisInfo>,
  some: Partial<RedisRecord> = {},
): Given {
  return withRedis({ samples: rounds([redisNode({}, values)]), ...some });
}

/** A value that grew within a minute. */
export function grew(
  before: Partial<RedisInfo>,
  after: Partial<RedisInfo>,
  some: Partial<RedisRecord> = {},
): Given {
  return withRedis({
    samples: [
      redisSample(65, [redisNode({}, before)]),
      redisSample(5, [redisNode({}, after)]),
    ],
    ...some,
  });
}

/** One sample only: no rate can be told. */
export function onlyOnce(
  values: Partial<RedisInfo>,
  some: Partial<RedisRecord> = {},
): Given {
  return withRedis({
    samples: [redisSample(5, [redisNode({}, values)])],
    ...some,
  });
}
