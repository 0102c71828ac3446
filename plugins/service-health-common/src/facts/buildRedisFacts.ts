import type {
  Meter,
  RedisFact,
  RedisFacts,
  RedisNodeFact,
  RedisShardFact,
} from '../model';
import type {
  EnvironmentRecord,
  RedisNodeSample,
  RedisRecord,
  RedisSample,
} from '../records';
import { memoryLimitOf } from '../rules/redis/memoryLimitOf';
import { hitRateOf } from './hitRateOf';

/** Data of the pictures of the Redis section. */
export function buildRedisFacts(environment: EnvironmentRecord): RedisFacts {
  const zones = new Map<string, string>();
  for (const cluster of environment.clusters) {
    for (const pod of cluster.pods) {
      const zone = cluster.nodes.get(pod.node ?? '')?.zone;
      if (zone !== undefined) {
        zones.set(pod.name, zone);
      }
    }
  }
  return {
    kind: 'redis',
    instances: environment.redis.flatMap(redis => {
      const sample = redis.samples.at(-1);
      return sample ? [buildInstance(redis, sample, zones)] : [];
    }),
  };
}

function buildInstance(
  redis: RedisRecord,
  sample: RedisSample,
  zones: ReadonlyMap<string, string>,
): RedisFact {
  const answering = sample.nodes.filter(({ outcome }) => outcome === 'ok');
  const busiest = worstOf(
    answering,
    ({ info }) => info && [info.connectedClients, info.maxClients],
  );
  const fullest = worstOf(
    answering,
    node => node.info && [node.info.usedMemory, memoryLimitOf(redis, node)],
  );
  const { cluster } = sample;
  return {
    name: redis.name,
    mode: redis.mode,
    role: redis.role,
    required: redis.required,
    seenBy: 'probe',
    nodesAnswering: answering.length,
    nodesExpected: Math.max(redis.expectedNodes ?? 0, sample.nodes.length),
    reply: replyOf(redis),
    memory: fullest && { ...fullest, unit: 'bytes' },
    memoryUsedBytes: fullest
      ? undefined
      : Math.max(0, ...answering.map(({ info }) => info?.usedMemory ?? 0)),
    clients: busiest && { ...busiest, unit: 'count' },
    hitRate: hitRateOf(redis),
    slots: cluster && {
      assigned: cluster.assigned,
      ok: cluster.ok,
      pfail: cluster.pfail,
      fail: cluster.fail,
    },
    shards: buildShards(redis, sample, zones),
    notAvailable: redis.notAvailable,
  };
}

function worstOf(
  nodes: RedisNodeSample[],
  read: (node: RedisNodeSample) => number[] | undefined,
): Omit<Meter, 'unit'> | undefined {
  return nodes
    .flatMap(node => {
      const [used, limit] = read(node) ?? [0, 0];
      return limit > 0
        ? [
            {
              node: node.node,
              used,
              limit,
              percent: Math.round((100 * used) / limit),
              warnPercent: 80,
            },
          ]
        : [];
    })
    .sort((a, b) => b.percent - a.percent)[0];
}

function replyOf({ samples }: RedisRecord): RedisFact['reply'] {
  const times = samples
    .slice(-5)
    .flatMap(({ nodes }) => {
      const known = nodes.flatMap(({ replyMs }) => replyMs ?? []);
      return known.length > 0 ? [Math.max(...known)] : [];
    })
    .sort((a, b) => a - b);
  const median = times[Math.floor(times.length / 2)];
  return median === undefined
    ? undefined
    : { medianMs: Math.round(median * 10) / 10, samples: times.length };
}

function buildShards(
  redis: RedisRecord,
  sample: RedisSample,
  zones: ReadonlyMap<string, string>,
): RedisShardFact[] {
  const build = (node: RedisNodeSample, primary: string | undefined) =>
    buildNode(redis, node, { primary, zone: zones.get(node.node) });
  if (!sample.cluster || sample.cluster.ranges.length === 0) {
    const sorted = [...sample.nodes].sort((a, b) => rank(a) - rank(b));
    const primary = sorted.find(({ info }) => info?.role === 'primary')?.node;
    return [
      {
        slots: [],
        state: primary ? 'ok' : 'missing',
        nodes: sorted.map(node => build(node, primary)),
      },
    ];
  }
  const shards = new Map<string, RedisShardFact>();
  for (const { from, to, nodes } of sample.cluster.ranges) {
    const key = nodes.join(' ');
    const members = nodes.map(
      address =>
        sample.nodes.find(node => node.address === address) ?? {
          node: address,
          address,
          outcome: 'connect' as const,
        },
    );
    const shard = shards.get(key) ?? {
      slots: [],
      state: members.some(
        ({ outcome, info }) => outcome === 'ok' && info?.role === 'primary',
      )
        ? ('ok' as const)
        : ('missing' as const),
      nodes: members.map((node, index) =>
        build(node, index === 0 ? undefined : members[0].node),
      ),
    };
    shard.slots.push({ from, to });
    shards.set(key, shard);
  }
  return [...shards.values()];
}

function rank({ info }: RedisNodeSample): number {
  return info?.role === 'primary' ? 0 : 1;
}

function buildNode(
  redis: RedisRecord,
  sampled: RedisNodeSample,
  { primary, zone }: { primary: string | undefined; zone: string | undefined },
): RedisNodeFact {
  const { node, outcome, info } = sampled;
  const limit = memoryLimitOf(redis, sampled);
  return {
    name: node,
    role: info?.role ?? (primary === undefined ? 'primary' : 'replica'),
    state:
      (outcome === 'refusing' && 'refusing') ||
      (outcome !== 'ok' && 'gone') ||
      (info?.loading && 'loading') ||
      (info?.masterSyncing && 'syncing') ||
      'ok',
    zone,
    memoryPercent:
      info && limit > 0
        ? Math.round((100 * info.usedMemory) / limit)
        : undefined,
    link:
      primary === undefined || primary === node
        ? undefined
        : {
            to: primary,
            state:
              (info?.masterSyncing && 'syncing') ||
              (info?.masterLinkUp ? 'inSync' : 'broken'),
            lagSeconds: info?.lagSeconds,
          },
  };
}
