import type {
  RedisChange,
  RedisInfo,
  RedisNodeSample,
  RedisSample,
} from '../../records';
import { ago, redisNode, redisSample } from '../records';
import type { ReasonCase } from './ReasonCase';
import { onlyOnce, rounds, withRedis } from './redisGiven';

const healthy = withRedis({});
const silent = redisNode({ outcome: 'connect', message: 'ECONNREFUSED' });
const unasked = withRedis({ samples: [], lastAnswerAt: undefined });
const replica = (values: Partial<RedisInfo> = {}) =>
  redisNode(
    { node: 'redis-1' },
    { role: 'replica', masterLinkUp: true, lagSeconds: 0, ...values },
  );
const slots = {
  stateOk: true,
  assigned: 16384,
  ok: 16384,
  pfail: 0,
  fail: 0,
  ranges: [{ from: 0, to: 16383, nodes: ['redis-0:6379', 'redis-1:6379'] }],
};
const ofCluster = (
  cluster: Partial<typeof slots> | undefined,
  nodes: RedisNodeSample[] = [redisNode(), replica()],
) =>
  withRedis({
    mode: 'cluster',
    samples: rounds(nodes, {
      cluster: cluster && { ...slots, ...cluster },
    }),
  });
const withReplica = (values: Partial<RedisInfo>) =>
  withRedis({ samples: rounds([redisNode(), replica(values)]) });
const bySentinel = (sentinel: RedisSample['sentinel']) =>
  withRedis({ mode: 'sentinel', samples: rounds([redisNode()], { sentinel }) });
const quorum = { quorumOk: true, masterDown: false, sentinels: 3 };
const changed = (kind: RedisChange['kind']) =>
  withRedis({ changes: [{ at: ago(600), node: 'redis-0', kind }] });
const lost = redisNode({
  node: 'redis-1',
  address: 'redis-1:6379',
  outcome: 'connect',
});

/** Of reachability, clusters, replication and Sentinels. */
export const redisTopologyCases: Record<string, ReasonCase> = {
  'redis.noReply': {
    level: 'down',
    healthy,
    faulty: withRedis({ samples: rounds([silent]) }),
    unclear: withRedis({
      samples: [redisSample(20, [redisNode()]), redisSample(5, [silent])],
    }),
  },
  'redis.notReachable': {
    level: 'unknown',
    healthy,
    faulty: withRedis({ samples: rounds([silent]), lastAnswerAt: undefined }),
    unclear: unasked,
  },
  'redis.refusesCommands': {
    level: 'down',
    healthy,
    faulty: withRedis({
      samples: rounds([redisNode({ outcome: 'refusing', message: 'MISCONF' })]),
    }),
    unclear: unasked,
  },
  'redis.clusterDown': {
    level: 'down',
    healthy: ofCluster({}),
    faulty: ofCluster({ stateOk: false, ok: 16001, assigned: 16001 }),
    unclear: ofCluster(undefined),
  },
  'redis.slotsSuspected': {
    level: 'warning',
    healthy: ofCluster({}),
    faulty: ofCluster({ pfail: 5461 }),
    unclear: ofCluster(undefined),
  },
  'redis.nodeLost': {
    level: 'degraded',
    healthy: ofCluster({}),
    faulty: ofCluster({}, [redisNode(), lost]),
    unclear: withRedis({
      mode: 'cluster',
      samples: [
        redisSample(20, [redisNode(), replica()], { cluster: slots }),
        redisSample(5, [redisNode(), lost], { cluster: slots }),
      ],
    }),
  },
  'redis.sentinelMasterDown': {
    level: 'down',
    healthy: bySentinel(quorum),
    faulty: bySentinel({ ...quorum, masterDown: true }),
    unclear: bySentinel(undefined),
  },
  'redis.sentinelQuorum': {
    level: 'degraded',
    healthy: bySentinel(quorum),
    faulty: bySentinel({ ...quorum, quorumOk: false }),
    unclear: bySentinel(undefined),
  },
  'redis.replicaSyncing': {
    level: 'progressing',
    healthy: withReplica({}),
    faulty: withReplica({ masterSyncing: true, masterLinkUp: false }),
    unclear: unasked,
  },
  'redis.replicaLink': {
    level: 'degraded',
    healthy: withReplica({}),
    faulty: withReplica({ masterLinkUp: false, masterLinkDownSeconds: 180 }),
    unclear: withReplica({ masterLinkUp: false, masterLinkDownSeconds: -1 }),
  },
  'redis.replicaLag': {
    level: 'warning',
    healthy: withReplica({ lagSeconds: 2 }),
    faulty: withReplica({ lagSeconds: 20 }),
    unclear: withReplica({ lagSeconds: undefined }),
  },
  'redis.replicasMissing': {
    level: 'degraded',
    healthy: withRedis({ expectedNodes: 1 }),
    faulty: withRedis({ expectedNodes: 3 }),
    unclear: withRedis({ expectedNodes: undefined }),
  },
  'redis.twoPrimaries': {
    level: 'degraded',
    healthy: withReplica({}),
    faulty: withRedis({
      samples: rounds([redisNode(), redisNode({ node: 'redis-1' })]),
    }),
    unclear: unasked,
  },
  'redis.failover': {
    level: 'note',
    healthy,
    faulty: changed('becamePrimary'),
    unclear: changed('becameReplica'),
  },
  'redis.restarted': {
    level: 'note',
    healthy,
    faulty: changed('restarted'),
    unclear: onlyOnce({}),
  },
};
