import { z } from 'zod';

/** Checks a Redis node. @public */
export const redisNodeFactSchema = z.object({
  /** Short name: "redis-1". */
  name: z.string(),
  /** What it says it is. */
  role: z.enum(['primary', 'replica', 'unknown']),
  /** `gone` does not answer; `loading` and `syncing` end by themselves. */
  state: z.enum(['ok', 'loading', 'syncing', 'refusing', 'gone']),
  /** Zone of its pod, where known. */
  zone: z.string().optional(),
  /** Percent of its limit; may be over 100. Left out without a limit. */
  memoryPercent: z.number().optional(),
  /** ISO time since when it has its role, where we saw the change. */
  roleSince: z.string().optional(),
  /** For replicas: the link to their primary. */
  link: z
    .object({
      /** Name of the primary. */
      to: z.string(),
      /** `broken` is drawn dashed with the words "not in sync". */
      state: z.enum(['inSync', 'syncing', 'broken']),
      /** Seconds behind, where known. */
      lagSeconds: z.number().optional(),
      /** Bytes behind, where known. */
      lagBytes: z.number().optional(),
    })
    .optional(),
});

/** One Redis node. @public */
export type RedisNodeFact = z.infer<typeof redisNodeFactSchema>;

/** Checks a shard. @public */
export const redisShardFactSchema = z.object({
  /** Slot ranges, both ends included; empty outside Cluster mode. */
  slots: z.array(z.object({ from: z.number(), to: z.number() })),
  /** `primary` answers for the range, `missing` nobody does. */
  state: z.enum(['ok', 'missing']),
  /** The primary first. */
  nodes: z.array(redisNodeFactSchema),
});

/** One column of the replication picture. @public */
export type RedisShardFact = z.infer<typeof redisShardFactSchema>;

/** Checks a meter. @public */
export const meterSchema = z.object({
  /** Node with the worst value. */
  node: z.string(),
  /** Value in `unit`. */
  used: z.number(),
  /** Limit in `unit`. */
  limit: z.number(),
  /** `bytes` for memory, `count` for clients. */
  unit: z.enum(['bytes', 'count']),
  /** used / limit in percent; may be over 100. */
  percent: z.number(),
  /** Percent from which it is a warning: the tick. */
  warnPercent: z.number(),
});

/** A meter with a tick. @public */
export type Meter = z.infer<typeof meterSchema>;

/** Checks the facts of one Redis instance. @public */
export const redisFactSchema = z.object({
  /** Name of the configured instance. */
  name: z.string(),
  /** Topology. */
  mode: z.enum(['standalone', 'cluster', 'sentinel']),
  /** A `cache` may drop keys, a `store` may not. */
  role: z.enum(['cache', 'store']),
  /** Whether Redis down makes the service down. */
  required: z.boolean(),
  /** Who says so: our own probe, or the app's readiness detail. */
  seenBy: z.enum(['probe', 'readiness']),
  /** Nodes that answer. */
  nodesAnswering: z.number(),
  /** Nodes that are expected. */
  nodesExpected: z.number(),
  /** PING, in milliseconds, with one decimal. */
  reply: z
    .object({
      /** Middle of the samples. */
      medianMs: z.number(),
      /** How many samples, at most 5. */
      samples: z.number(),
    })
    .optional(),
  /** Fullest node. */
  memory: meterSchema.optional(),
  /** Bytes used on the fullest node when it has no limit. */
  memoryUsedBytes: z.number().optional(),
  /** Busiest node. */
  clients: meterSchema.optional(),
  /** Hits of all look-ups over the window; needs two samples. */
  hitRate: z
    .object({
      /** 0 to 100. */
      percent: z.number(),
      /** Look-ups per second. */
      lookupsPerSecond: z.number(),
      /** Keys dropped per second. */
      evictedPerSecond: z.number(),
      /** Length of the window. */
      windowSeconds: z.number(),
    })
    .optional(),
  /** Cluster mode only: slots by state, of 16384. */
  slots: z
    .object({
      assigned: z.number(),
      ok: z.number(),
      /** Suspected. */
      pfail: z.number(),
      /** Lost. */
      fail: z.number(),
    })
    .optional(),
  /** Slot ranges in order; one shard outside Cluster mode. */
  shards: z.array(redisShardFactSchema),
  /** What this Redis does not offer: shown as "not available here". */
  notAvailable: z.array(z.string()),
});

/** One Redis instance. @public */
export type RedisFact = z.infer<typeof redisFactSchema>;

/** Checks the facts of the Redis section. @public */
export const redisFactsSchema = z.object({
  kind: z.literal('redis'),
  instances: z.array(redisFactSchema),
});

/** Facts of the Redis section. @public */
export type RedisFacts = z.infer<typeof redisFactsSchema>;
