import type {
  AutoscalerRecord,
  BudgetRecord,
  ClusterRecord,
  ConditionRecord,
  EnvironmentRecord,
  NodeRecord,
  PodRecord,
  RedisInfo,
  RedisNodeSample,
  RedisRecord,
  RedisSample,
  WorkloadRecord,
} from '../records';

/** The clock of all fixtures. */
export const now = Date.parse('2026-11-20T03:07:00.000Z');
const hour = 3_600_000;

/** Time some seconds before the clock. */
export function ago(seconds: number): number {
  return now - seconds * 1000;
}

/** A pod that is well. */
export function pod(some: Partial<PodRecord> = {}): PodRecord {
  return {
    name: 'visits-app-6c9f8d7b5-4xk2m',
    namespace: 'visits',
    kubernetesId: 'visits',
    component: 'app',
    workload: 'Deployment/visits-app',
    node: 'node-1',
    createdAt: now - hour,
    phase: 'Running',
    ready: true,
    readyChangedAt: now - hour,
    containersReady: 1,
    containers: 1,
    startedAt: now - hour,
    probeWindowMs: 30_000,
    trouble: [],
    restarts: 0,
    restartTimes: [],
    version: '1.14.2',
    ...some,
  };
}

/** A pod that waits with a reason. */
export function waitingPod(
  waiting: string,
  seconds: number,
  some: Partial<PodRecord['trouble'][number]> = {},
): PodRecord {
  return pod({
    name: `visits-app-${waiting.toLowerCase()}`,
    ready: false,
    phase: 'Pending',
    containersReady: 0,
    createdAt: ago(seconds),
    readyChangedAt: ago(seconds),
    startedAt: undefined,
    trouble: [{ name: 'main', init: false, waiting, ...some }],
  });
}

/** A condition. */
export function condition(
  type: string,
  status: string,
  reason?: string,
  some: Partial<ConditionRecord> = {},
): ConditionRecord {
  return {
    type,
    status,
    reason,
    since: now - hour,
    updatedAt: now - hour,
    ...some,
  };
}

/** A Deployment whose two pods are all available. */
export function workload(some: Partial<WorkloadRecord> = {}): WorkloadRecord {
  return {
    kind: 'Deployment',
    name: 'visits-app',
    namespace: 'visits',
    kubernetesId: 'visits',
    component: 'app',
    createdAt: now - 24 * hour,
    generation: 1,
    observedGeneration: 1,
    desired: 2,
    updated: 2,
    ready: 2,
    available: 2,
    current: 2,
    paused: false,
    progressDeadlineMs: 600_000,
    conditions: [
      condition('Available', 'True', 'MinimumReplicasAvailable'),
      condition('Progressing', 'True', 'NewReplicaSetAvailable'),
    ],
    version: '1.14.2',
    ...some,
  };
}

/** An autoscaler that works. */
export function autoscaler(
  some: Partial<AutoscalerRecord> = {},
): AutoscalerRecord {
  return {
    name: 'visits-app',
    namespace: 'visits',
    kubernetesId: 'visits',
    target: 'Deployment/visits-app',
    min: 2,
    max: 10,
    current: 2,
    desired: 2,
    createdAt: now - 24 * hour,
    generation: 0,
    hasStatus: true,
    metrics: [
      {
        name: 'CPU',
        source: 'resource',
        unit: 'percent',
        current: 50,
        target: 70,
      },
    ],
    conditions: [
      condition('AbleToScale', 'True', 'ReadyForNewScale'),
      condition('ScalingActive', 'True', 'ValidMetricFound'),
      condition('ScalingLimited', 'False', 'DesiredWithinRange'),
    ],
    ...some,
  };
}

/** A budget that lets one pod go. */
export function budget(some: Partial<BudgetRecord> = {}): BudgetRecord {
  return {
    name: 'visits-app',
    namespace: 'visits',
    kubernetesId: 'visits',
    component: 'app',
    disruptionsAllowed: 1,
    desiredHealthy: 1,
    currentHealthy: 2,
    expectedPods: 2,
    ...some,
  };
}

/** Three nodes in three zones. */
export function nodes(
  some: Partial<NodeRecord> = {},
): ReadonlyMap<string, NodeRecord> {
  const make = (index: number): [string, NodeRecord] => [
    `node-${index}`,
    {
      name: `node-${index}`,
      zone: `zone-${index}`,
      ready: true,
      readyChangedAt: now - hour,
      ...(index === 1 ? some : {}),
    },
  ];
  return new Map([make(1), make(2), make(3)]);
}

/** A cluster whose two pods run on two nodes. */
export function cluster(some: Partial<ClusterRecord> = {}): ClusterRecord {
  return {
    cluster: 'prod-eu-1',
    source: {
      id: 'kubernetes:prod-eu-1',
      kind: 'kubernetes',
      title: 'prod-eu-1',
      status: 'ok',
      observedAt: new Date(now).toISOString(),
    },
    everSynced: true,
    pods: [pod(), pod({ name: 'visits-app-6c9f8d7b5-9wq7d', node: 'node-2' })],
    workloads: [workload()],
    autoscalers: [],
    budgets: [],
    nodes: nodes(),
    samples: new Map(),
    ...some,
  };
}

/** An environment with one cluster and no Redis. */
export function environment(
  some: Partial<EnvironmentRecord> = {},
): EnvironmentRecord {
  return {
    service: 'visits',
    name: 'prod',
    namespace: 'visits',
    clusters: [cluster()],
    redis: [],
    ...some,
  };
}

/** INFO of a primary that is well. */
export function info(some: Partial<RedisInfo> = {}): RedisInfo {
  return {
    runId: 'run-1',
    uptimeSeconds: 86_400,
    role: 'primary',
    loading: false,
    usedMemory: 500,
    maxMemory: 1000,
    maxMemoryPolicy: 'allkeys-lru',
    fragmentationRatio: 1.1,
    fragmentationBytes: 1000,
    connectedClients: 10,
    maxClients: 10_000,
    blockedClients: 0,
    rejectedConnections: 0,
    evictedKeys: 0,
    evictionExceededMs: 0,
    hits: 0,
    misses: 0,
    errors: {},
    rdbSaveFailed: false,
    aofWriteFailed: false,
    aofRewriteFailed: false,
    connectedReplicas: 0,
    offset: 0,
    lastForkMicros: 200,
    ...some,
  };
}

/** One node that answers, unless told otherwise. */
export function redisNode(
  some: Partial<RedisNodeSample> = {},
  values: Partial<RedisInfo> = {},
): RedisNodeSample {
  const answers = (some.outcome ?? 'ok') === 'ok';
  return {
    node: 'redis-0',
    address: `${some.node ?? 'redis-0'}:6379`,
    outcome: 'ok',
    replyMs: answers ? 0.6 : undefined,
    info: answers ? info(values) : undefined,
    ...some,
  };
}

/** A round of probes, some seconds ago. */
export function redisSample(
  seconds: number,
  nodesOf: RedisNodeSample[],
  some: Partial<RedisSample> = {},
): RedisSample {
  return { at: ago(seconds), nodes: nodesOf, ...some };
}

/** A standalone Redis that answered twice. */
export function redis(some: Partial<RedisRecord> = {}): RedisRecord {
  return {
    name: 'visits',
    mode: 'standalone',
    role: 'store',
    required: true,
    samples: [redisSample(20, [redisNode()]), redisSample(5, [redisNode()])],
    lastAnswerAt: ago(5),
    notAvailable: [],
    ...some,
  };
}
