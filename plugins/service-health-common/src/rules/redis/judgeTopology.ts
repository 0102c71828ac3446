import type { RedisSlotRange } from '../../records';
import type { JudgedFinding } from '../JudgedFinding';
import { createRedisFinding } from './createRedisFinding';
import { judgeChanges } from './judgeChanges';
import type { RedisContext } from './RedisContext';

/** Slots of a Cluster, replication, and Sentinel. */
export function judgeTopology(context: RedisContext): JudgedFinding[] {
  return [
    ...judgeSlots(context),
    ...judgeLinks(context),
    ...judgeReplicaCount(context),
    ...judgeSentinel(context),
    ...judgeChanges(context),
  ];
}

function judgeSlots(context: RedisContext): JudgedFinding[] {
  const { redis, sample } = context;
  const { cluster } = sample;
  if (!cluster) {
    return [];
  }
  const evidence = {
    cluster_state: cluster.stateOk ? 'ok' : 'fail',
    'Slots served': `${cluster.ok} of 16384`,
    'Slots suspected': cluster.pfail,
    'Slots lost': cluster.fail,
  };
  if (!cluster.stateOk || cluster.ok < 16384) {
    const lost = lostNodes(context, cluster.ranges);
    return [
      createRedisFinding(context, {
        code: 'redis.clusterDown',
        level: redis.required && !cluster.stateOk ? 'down' : 'degraded',
        cause:
          lost.length > 0
            ? describeLoss(lost)
            : slotsWithout(cluster.assigned, cluster.ok),
        plainCause: slotsWithout(cluster.assigned, cluster.ok),
        effect: cluster.stateOk
          ? 'Commands on these slots fail.'
          : 'Redis refuses every command.',
        next:
          lost.length > 0
            ? `Bring ${lost.join(' or ')} back.`
            : 'Assign the missing slots with redis-cli --cluster fix.',
        evidence,
      }),
    ];
  }
  return cluster.pfail > 0
    ? [
        createRedisFinding(context, {
          code: 'redis.slotsSuspected',
          level: 'warning',
          cause: `Redis suspects the loss of a node: ${cluster.pfail} slots`,
          effect: 'A failover may follow.',
          next: 'Look at whether all its pods are ready.',
          evidence,
        }),
      ]
    : [];
}

function slotsWithout(assigned: number, ok: number): string {
  return assigned < 16384
    ? `${16384 - assigned} of 16384 Redis slots belong to nobody`
    : `${16384 - ok} of 16384 Redis slots are not served`;
}

function lostNodes(context: RedisContext, ranges: RedisSlotRange[]): string[] {
  const silent = new Map(
    context.sample.nodes
      .filter(({ outcome }) => outcome !== 'ok')
      .map(one => [one.address, one.node]),
  );
  return ranges
    .filter(
      ({ nodes }) =>
        nodes.length > 0 && nodes.every(address => silent.has(address)),
    )
    .flatMap(({ nodes }) => nodes.flatMap(address => silent.get(address) ?? []))
    .slice(0, 3);
}

function describeLoss([primary, ...replicas]: string[]): string {
  return replicas.length === 1
    ? `Redis lost ${primary} and its only replica ${replicas[0]}`
    : `Redis lost ${[primary, ...replicas].join(', ')}`;
}

function judgeLinks(context: RedisContext): JudgedFinding[] {
  return context.sample.nodes.flatMap(({ node, info }) => {
    if (info?.role !== 'replica') {
      return [];
    }
    if (info.masterSyncing) {
      return [
        createRedisFinding(context, {
          code: 'redis.replicaSyncing',
          level: 'progressing',
          cause: `${node} copies the data of its primary`,
          plainCause: 'A replica copies the data of its primary',
          next: 'Nothing to do.',
          evidence: { master_sync_in_progress: 1 },
        }),
      ];
    }
    return info.masterLinkUp === false
      ? judgeBrokenLink(context, node, info.masterLinkDownSeconds ?? -1)
      : judgeLag(
          context,
          node,
          info.lagSeconds ?? 0,
          lagBytes(context, info.offset),
        );
  });
}

/** A replica that was just attached says "down" with -1 seconds: give it time. */
function judgeBrokenLink(
  context: RedisContext,
  node: string,
  seconds: number,
): JudgedFinding[] {
  const young = seconds < 60;
  return [
    createRedisFinding(context, {
      code: 'redis.replicaLink',
      level:
        (young && 'progressing') || (seconds > 120 ? 'degraded' : 'warning'),
      cause: `${node} is not in sync with its primary`,
      plainCause: 'A replica is not in sync with its primary',
      effect: 'If the primary fails now, writes are lost.',
      next: young
        ? 'Nothing to do yet.'
        : 'Look at its log and at the network between both.',
      since: seconds >= 0 ? context.sample.at - seconds * 1000 : undefined,
      evidence: { master_link_status: 'down', 'Down for': `${seconds} s` },
    }),
  ];
}

function lagBytes(context: RedisContext, offset: number): number {
  const { nodes, cluster } = context.sample;
  const primaries = nodes.filter(({ info }) => info?.role === 'primary');
  // In Cluster mode the primary of a replica is not known by its offset.
  return cluster || primaries.length !== 1 || offset === 0
    ? 0
    : Math.max(0, (primaries[0].info?.offset ?? 0) - offset);
}

function judgeLag(
  context: RedisContext,
  node: string,
  seconds: number,
  bytes: number,
): JudgedFinding[] {
  const mebibytes = bytes / 1024 ** 2;
  return seconds > 10 || mebibytes > 10
    ? [
        createRedisFinding(context, {
          code: 'redis.replicaLag',
          level: seconds > 60 ? 'degraded' : 'warning',
          cause: `${node} is ${
            seconds > 10 ? `${seconds} s` : `${Math.round(mebibytes)} MiB`
          } behind its primary`,
          plainCause: 'A replica is far behind its primary',
          effect: 'If the primary fails now, writes are lost.',
          next: 'Look at the load and the network of the replica.',
          evidence: { 'Seconds behind': seconds, 'Bytes behind': bytes },
        }),
      ]
    : [];
}

function judgeReplicaCount(context: RedisContext): JudgedFinding[] {
  const { redis, sample } = context;
  const answering = sample.nodes.filter(({ outcome }) => outcome === 'ok');
  const primaries = answering.filter(({ info }) => info?.role === 'primary');
  if (redis.mode !== 'cluster' && primaries.length > 1) {
    return [
      createRedisFinding(context, {
        code: 'redis.twoPrimaries',
        level: 'degraded',
        cause: `${primaries.length} Redis nodes say they are the primary`,
        effect: 'Writes may go to different nodes.',
        next: 'Attach one of them as a replica again.',
        count: primaries.length,
        evidence: { Primaries: primaries.map(({ node }) => node).join(', ') },
      }),
    ];
  }
  const missing = (redis.expectedNodes ?? 0) - sample.nodes.length;
  return missing > 0 && answering.length > 0
    ? [
        createRedisFinding(context, {
          code: 'redis.replicasMissing',
          level: 'degraded',
          cause: `${sample.nodes.length} of ${redis.expectedNodes} Redis nodes are known`,
          effect: 'The next loss may take data away.',
          next: 'Look at why the others did not join.',
          count: missing,
          evidence: {
            Known: sample.nodes.map(({ node }) => node).join(', '),
            Expected: redis.expectedNodes,
          },
        }),
      ]
    : [];
}

function judgeSentinel(context: RedisContext): JudgedFinding[] {
  const { sentinel } = context.sample;
  if (!sentinel || (sentinel.quorumOk && !sentinel.masterDown)) {
    return [];
  }
  const down = sentinel.masterDown;
  return [
    createRedisFinding(context, {
      code: down ? 'redis.sentinelMasterDown' : 'redis.sentinelQuorum',
      level: down && context.redis.required ? 'down' : 'degraded',
      cause: down
        ? 'The Sentinels agree that the primary is gone'
        : 'Not enough Sentinels are left to make a failover',
      effect: down
        ? 'Writes fail until a replica takes over.'
        : 'If the primary fails, it stays gone.',
      next: down
        ? 'Look at why no replica takes over.'
        : 'Bring the missing Sentinels back.',
      evidence: { Sentinels: sentinel.sentinels },
    }),
  ];
}
