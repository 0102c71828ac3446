import { codes, judge, RuleCase } from '../../__fixtures__/judge';
import {
  ago,
  now,
  redis,
  redisNode,
  redisSample,
  waitingPod,
  workload,
  pod,
} from '../../__fixtures__/records';
import type {
  RedisInfo,
  RedisNodeSample,
  RedisRecord,
  RedisSample,
} from '../../records';

/** Two rounds with the same nodes, 15 s apart. */
function twice(
  nodes: RedisNodeSample[],
  some: Partial<RedisSample> = {},
): RedisSample[] {
  return [redisSample(20, nodes, some), redisSample(5, nodes, some)];
}
function withInfo(
  values: Partial<RedisInfo>,
  some: Partial<RedisRecord> = {},
): RedisRecord {
  return redis({ samples: twice([redisNode({}, values)]), ...some });
}
/** One value grew between two rounds. */
function grown(
  before: Partial<RedisInfo>,
  after: Partial<RedisInfo>,
  some: Partial<RedisRecord> = {},
): RedisRecord {
  return redis({
    samples: [
      redisSample(65, [redisNode({}, before)]),
      redisSample(5, [redisNode({}, after)]),
    ],
    ...some,
  });
}
const silent = redisNode({ outcome: 'connect', message: 'ECONNREFUSED' });
const slots = {
  stateOk: true,
  assigned: 16384,
  ok: 16384,
  pfail: 0,
  fail: 0,
  ranges: [{ from: 0, to: 16383, nodes: ['redis-0:6379', 'redis-1:6379'] }],
};
const pair = [
  redisNode(),
  redisNode(
    { node: 'redis-1' },
    { role: 'replica', masterLinkUp: true, lagSeconds: 0 },
  ),
];
const ofCluster = (cluster: Partial<typeof slots>, nodes = pair): RedisRecord =>
  redis({
    mode: 'cluster',
    samples: twice(nodes, { cluster: { ...slots, ...cluster } }),
  });

const cases: Record<
  string,
  {
    name: string;
    redis: RedisRecord;
    found: RuleCase['found'];
    environment?: RuleCase['environment'];
  }[]
> = {
  'redis.noReply': [
    { name: 'answers', redis: redis(), found: {} },
    {
      name: 'silent once',
      redis: redis({
        samples: [redisSample(20, [redisNode()]), redisSample(5, [silent])],
      }),
      found: { 'redis.noReply': 'progressing' },
    },
    {
      name: 'silent twice',
      redis: redis({ samples: twice([silent]) }),
      found: { 'redis.noReply': 'down' },
    },
    {
      name: 'silent twice, not required',
      redis: redis({ required: false, samples: twice([silent]) }),
      found: { 'redis.noReply': 'degraded' },
    },
    {
      name: 'never answered us',
      redis: redis({ samples: twice([silent]), lastAnswerAt: undefined }),
      found: { 'redis.notReachable': 'unknown' },
    },
    {
      name: 'never answered us, and the app misses it too',
      redis: redis({ samples: twice([silent]), lastAnswerAt: undefined }),
      environment: { readiness: { at: now, redisOk: false } },
      found: { 'redis.noReply': 'down' },
    },
    {
      name: 'silent for us, the app reaches it',
      redis: redis({ samples: twice([silent]) }),
      environment: { readiness: { at: now, redisOk: true } },
      found: { 'redis.notReachable': 'note' },
    },
    {
      name: 'wrong password',
      redis: redis({ samples: twice([redisNode({ outcome: 'login' })]) }),
      found: { 'redis.notReachable': 'unknown' },
    },
    { name: 'not asked yet', redis: redis({ samples: [] }), found: {} },
  ],
  'redis.refusesCommands': [
    { name: 'answers', redis: redis(), found: {} },
    {
      name: 'MISCONF',
      redis: redis({ samples: twice([redisNode({ outcome: 'refusing' })]) }),
      found: { 'redis.refusesCommands': 'down' },
    },
    {
      name: 'MISCONF, not required',
      redis: redis({
        required: false,
        samples: twice([redisNode({ outcome: 'refusing' })]),
      }),
      found: { 'redis.refusesCommands': 'degraded' },
    },
  ],
  'redis.slow': [
    {
      name: 'fast',
      redis: redis({
        samples: [0, 1, 2, 3, 4].map(one =>
          redisSample(100 - one, [redisNode()]),
        ),
      }),
      found: {},
    },
    {
      name: 'slow',
      redis: redis({
        samples: [0, 1, 2, 3, 4].map(one =>
          redisSample(100 - one, [redisNode({ replyMs: 9 })]),
        ),
      }),
      found: { 'redis.slow': 'warning' },
    },
    {
      name: 'too few samples',
      redis: redis({ samples: twice([redisNode({ replyMs: 9 })]) }),
      found: {},
    },
  ],
  'redis.loading': [
    { name: 'loaded', redis: redis(), found: {} },
    {
      name: 'loads',
      redis: withInfo({ loading: true }),
      found: { 'redis.loading': 'progressing' },
    },
    { name: 'no answer', redis: redis({ samples: [] }), found: {} },
  ],
  'redis.memory': [
    { name: '50%', redis: redis(), found: {} },
    {
      name: '84%',
      redis: withInfo({ usedMemory: 840 }),
      found: { 'redis.memory': 'warning' },
    },
    {
      name: '92%',
      redis: withInfo({ usedMemory: 920 }),
      found: { 'redis.memory': 'degraded' },
    },
    {
      name: '96% and nothing may be dropped',
      redis: withInfo({ usedMemory: 960, maxMemoryPolicy: 'noeviction' }),
      found: { 'redis.oom': 'degraded' },
    },
    {
      name: 'no limit',
      redis: withInfo({ usedMemory: 1e9, maxMemory: 0 }),
      found: {},
    },
    {
      name: 'no limit told, one configured',
      redis: withInfo(
        { usedMemory: 840, maxMemory: 0 },
        { memoryLimitBytes: 1000 },
      ),
      found: { 'redis.memory': 'warning' },
    },
    {
      name: 'one good sample after 84%',
      redis: redis({
        samples: [
          redisSample(20, [redisNode({}, { usedMemory: 840 })]),
          redisSample(5, [redisNode()]),
        ],
      }),
      found: { 'redis.memory': 'warning' },
    },
  ],
  'redis.eviction': [
    { name: 'none', redis: redis(), found: {} },
    {
      name: 'of a cache',
      redis: grown({}, { evictedKeys: 5 }, { role: 'cache' }),
      found: { 'redis.eviction': 'note' },
    },
    {
      name: 'of a store',
      redis: grown({}, { evictedKeys: 5 }),
      found: { 'redis.eviction': 'degraded' },
    },
    {
      name: 'before a restart',
      redis: grown({ evictedKeys: 9 }, { evictedKeys: 5, runId: 'run-2' }),
      found: {},
    },
  ],
  'redis.fragmentation': [
    {
      name: 'small data, bad ratio',
      redis: withInfo({ fragmentationRatio: 6.36, fragmentationBytes: 1e6 }),
      found: {},
    },
    {
      name: 'much data, bad ratio',
      redis: withInfo({ fragmentationRatio: 1.8, fragmentationBytes: 2e8 }),
      found: { 'redis.fragmentation': 'warning' },
    },
    {
      name: 'not told',
      redis: withInfo({
        fragmentationRatio: undefined,
        fragmentationBytes: undefined,
      }),
      found: {},
    },
  ],
  'redis.clients': [
    {
      name: 'one good sample after a bad one',
      redis: grown(
        { connectedClients: 85, maxClients: 100 },
        { connectedClients: 60, maxClients: 100 },
      ),
      found: { 'redis.clients': 'warning' },
    },
    { name: 'few', redis: redis(), found: {} },
    {
      name: '85%',
      redis: withInfo({ connectedClients: 85, maxClients: 100 }),
      found: { 'redis.clients': 'warning' },
    },
    {
      name: 'turned away',
      redis: grown({}, { rejectedConnections: 20 }),
      found: { 'redis.clients': 'degraded' },
    },
    {
      name: 'limit not told',
      redis: withInfo({ connectedClients: 85, maxClients: 0 }),
      found: {},
    },
  ],
  'redis.errorOOM': [
    {
      name: 'old errors',
      redis: withInfo({ errors: { OOM: 900 } }),
      found: {},
    },
    {
      name: 'new errors',
      redis: grown({ errors: { OOM: 900 } }, { errors: { OOM: 905 } }),
      found: { 'redis.errorOOM': 'degraded' },
    },
    {
      name: 'one sample',
      redis: redis({
        samples: [redisSample(5, [redisNode({}, { errors: { OOM: 900 } })])],
      }),
      found: {},
    },
  ],
  'redis.hitRate': [
    {
      name: 'of a store',
      redis: grown({}, { hits: 100, misses: 900 }),
      found: {},
    },
    {
      name: 'of a busy cache',
      redis: grown({}, { hits: 100, misses: 900 }, { role: 'cache' }),
      found: { 'redis.hitRate': 'note' },
    },
    {
      name: 'of an idle cache',
      redis: grown({}, { hits: 1, misses: 9 }, { role: 'cache' }),
      found: {},
    },
  ],
  'redis.latency': [
    { name: 'fast', redis: withInfo({ p99Micros: 900 }), found: {} },
    {
      name: 'slow',
      redis: withInfo({ p99Micros: 20_000 }),
      found: { 'redis.latency': 'warning' },
    },
    { name: 'not told', redis: withInfo({ p99Micros: undefined }), found: {} },
    {
      name: 'slow fork',
      redis: withInfo({ lastForkMicros: 900_000 }),
      found: { 'redis.slowFork': 'warning' },
    },
  ],
  'redis.persistenceFailed': [
    { name: 'saved', redis: withInfo({ lastSaveAt: ago(60) }), found: {} },
    {
      name: 'failed',
      redis: withInfo({ rdbSaveFailed: true }),
      found: { 'redis.persistenceFailed': 'degraded' },
    },
    {
      name: 'old snapshot of a store',
      redis: withInfo({
        lastSaveAt: ago(86_400 * 3),
        uptimeSeconds: 86_400 * 4,
      }),
      found: { 'redis.oldSnapshot': 'note' },
    },
    {
      name: 'old snapshot of a cache',
      redis: withInfo(
        { lastSaveAt: ago(86_400 * 3), uptimeSeconds: 86_400 * 4 },
        { role: 'cache' },
      ),
      found: {},
    },
  ],
  'redis.clusterDown': [
    { name: 'complete', redis: ofCluster({}), found: {} },
    {
      name: 'state fail',
      redis: ofCluster({ stateOk: false, ok: 10922, fail: 5462 }),
      found: { 'redis.clusterDown': 'down' },
    },
    {
      name: 'slots belong to nobody while none failed',
      redis: ofCluster({ stateOk: false, assigned: 16001, ok: 16001 }),
      found: { 'redis.clusterDown': 'down' },
    },
    {
      name: 'suspected',
      redis: ofCluster({ pfail: 5461 }),
      found: { 'redis.slotsSuspected': 'warning' },
    },
    {
      name: 'slot map not available',
      redis: redis({ mode: 'cluster' }),
      found: {},
    },
  ],
  'redis.nodeLost': [
    { name: 'all answer', redis: ofCluster({}), found: {} },
    {
      name: 'one is silent',
      redis: ofCluster({}, [
        redisNode(),
        redisNode({ node: 'redis-1', outcome: 'timeout' }),
      ]),
      found: { 'redis.nodeLost': 'degraded' },
    },
    {
      name: 'one was silent once',
      redis: redis({
        mode: 'cluster',
        samples: [
          redisSample(20, pair, { cluster: slots }),
          redisSample(
            5,
            [redisNode(), redisNode({ node: 'redis-1', outcome: 'timeout' })],
            { cluster: slots },
          ),
        ],
      }),
      found: {},
    },
  ],
  'redis.replicaLink': [
    { name: 'in sync', redis: ofCluster({}), found: {} },
    {
      name: 'just attached',
      redis: ofCluster({}, [
        redisNode(),
        redisNode(
          { node: 'redis-1' },
          { role: 'replica', masterLinkUp: false, masterLinkDownSeconds: -1 },
        ),
      ]),
      found: { 'redis.replicaLink': 'progressing' },
    },
    {
      name: 'down for 90 s',
      redis: ofCluster({}, [
        redisNode(),
        redisNode(
          { node: 'redis-1' },
          { role: 'replica', masterLinkUp: false, masterLinkDownSeconds: 90 },
        ),
      ]),
      found: { 'redis.replicaLink': 'warning' },
    },
    {
      name: 'down for 3 min',
      redis: ofCluster({}, [
        redisNode(),
        redisNode(
          { node: 'redis-1' },
          { role: 'replica', masterLinkUp: false, masterLinkDownSeconds: 180 },
        ),
      ]),
      found: { 'redis.replicaLink': 'degraded' },
    },
    {
      name: 'copies',
      redis: ofCluster({}, [
        redisNode(),
        redisNode(
          { node: 'redis-1' },
          { role: 'replica', masterLinkUp: false, masterSyncing: true },
        ),
      ]),
      found: { 'redis.replicaSyncing': 'progressing' },
    },
  ],
  'redis.replicaLag': [
    { name: 'none', redis: ofCluster({}), found: {} },
    {
      name: '20 s',
      redis: ofCluster({}, [
        redisNode(),
        redisNode(
          { node: 'redis-1' },
          { role: 'replica', masterLinkUp: true, lagSeconds: 20 },
        ),
      ]),
      found: { 'redis.replicaLag': 'warning' },
    },
    {
      name: '90 s',
      redis: ofCluster({}, [
        redisNode(),
        redisNode(
          { node: 'redis-1' },
          { role: 'replica', masterLinkUp: true, lagSeconds: 90 },
        ),
      ]),
      found: { 'redis.replicaLag': 'degraded' },
    },
  ],
  'redis.replicasMissing': [
    { name: 'not configured', redis: redis(), found: {} },
    {
      name: '1 of 3',
      redis: redis({ expectedNodes: 3 }),
      found: { 'redis.replicasMissing': 'degraded' },
    },
    {
      name: '2 of 2',
      redis: { ...ofCluster({}), expectedNodes: 2 },
      found: {},
    },
  ],
  'redis.twoPrimaries': [
    { name: 'one', redis: redis(), found: {} },
    {
      name: 'two behind Sentinel',
      redis: redis({
        mode: 'sentinel',
        samples: twice([redisNode(), redisNode({ node: 'redis-1' })], {
          sentinel: { quorumOk: true, masterDown: false, sentinels: 3 },
        }),
      }),
      found: { 'redis.twoPrimaries': 'degraded' },
    },
    {
      name: 'two of a Cluster',
      redis: ofCluster({}, [redisNode(), redisNode({ node: 'redis-1' })]),
      found: {},
    },
  ],
  'redis.sentinel': [
    {
      name: 'well',
      redis: redis({
        mode: 'sentinel',
        samples: twice([redisNode()], {
          sentinel: { quorumOk: true, masterDown: false, sentinels: 3 },
        }),
      }),
      found: {},
    },
    {
      name: 'no quorum',
      redis: redis({
        mode: 'sentinel',
        samples: twice([redisNode()], {
          sentinel: { quorumOk: false, masterDown: false, sentinels: 1 },
        }),
      }),
      found: { 'redis.sentinelQuorum': 'degraded' },
    },
    {
      name: 'primary gone',
      redis: redis({
        mode: 'sentinel',
        samples: twice([redisNode()], {
          sentinel: { quorumOk: true, masterDown: true, sentinels: 3 },
        }),
      }),
      found: { 'redis.sentinelMasterDown': 'down' },
    },
  ],
  'redis.failover': [
    { name: 'none', redis: ofCluster({}), found: {} },
    {
      name: 'a replica took over',
      redis: redis({
        changes: [{ at: ago(600), node: 'redis-1', kind: 'becamePrimary' }],
      }),
      found: { 'redis.failover': 'note' },
    },
    {
      name: 'a node restarted',
      redis: redis({
        changes: [{ at: ago(600), node: 'redis-0', kind: 'restarted' }],
      }),
      found: { 'redis.restarted': 'note' },
    },
    {
      name: 'one sample',
      redis: redis({
        mode: 'cluster',
        samples: [redisSample(5, pair, { cluster: slots })],
      }),
      found: {},
    },
  ],
};

describe.each(Object.entries(cases))('%s', (_, rows) => {
  it.each(rows)('$name', ({ found, redis: record, environment }) => {
    expect(
      codes(judge({ environment: { redis: [record], ...environment } })),
    ).toEqual(found);
  });
});

describe('judgeEnvironment()', () => {
  it('folds pods that are not ready under the Redis that is down', () => {
    const verdict = judge({
      cluster: {
        pods: [
          pod({ ready: false, readyChangedAt: ago(120), startedAt: ago(3600) }),
        ],
        workloads: [
          workload({
            desired: 1,
            updated: 1,
            ready: 0,
            available: 0,
            shortSince: ago(120),
          }),
        ],
      },
      environment: { redis: [redis({ samples: twice([silent]) })] },
    });

    expect(verdict.level).toBe('down');
    expect(verdict.headline).toBe(
      'Redis does not answer: the connection is refused',
    );
  });

  it('names the pods of Redis as the cause of its silence', () => {
    const verdict = judge({
      cluster: {
        pods: [
          pod(),
          pod({ name: 'b', node: 'node-2' }),
          {
            ...waitingPod('CrashLoopBackOff', 300),
            component: 'redis',
            workload: 'StatefulSet/visits-redis',
          },
        ],
        workloads: [
          workload(),
          workload({
            kind: 'StatefulSet',
            name: 'visits-redis',
            component: 'redis',
            desired: 1,
            updated: 1,
            current: 1,
            ready: 0,
            available: 0,
            shortSince: ago(300),
            conditions: [],
          }),
        ],
      },
      environment: { redis: [redis({ samples: twice([silent]) })] },
    });

    expect(verdict.headline).toBe('1 Redis pod crashes again and again');
    expect(verdict.rootFinding).toContain('pod.crashLoop');
  });
});
