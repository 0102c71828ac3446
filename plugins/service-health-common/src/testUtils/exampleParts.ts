import type {
  AutoscalerFact,
  AutoscalingFacts,
  EnvironmentHealth,
  LevelHistory,
  PodCounts,
  RedisFact,
  RedisFacts,
  RedisShardFact,
  Section,
  ServiceHealth,
  WorkloadFacts,
} from '../model';

/** Time at which every example was taken. */
export const exampleNow = '2026-11-20T03:07:00.000Z';

/** ISO time some minutes before the examples were taken. */
export function minutesAgo(minutes: number): string {
  return new Date(Date.parse(exampleNow) - minutes * 60_000).toISOString();
}

const none: PodCounts = {
  ready: 0,
  starting: 0,
  notReady: 0,
  crashing: 0,
  noNode: 0,
  stopping: 0,
};

/** Counts with zeros filled in. */
export function counts(some: Partial<PodCounts>): PodCounts {
  return { ...none, ...some };
}

/** Facts of a workload whose pods all run in three zones. */
export function workloadFacts(ready: number): WorkloadFacts {
  const zones = ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'];
  const inZone = (index: number) => Math.floor((ready + 2 - index) / 3);
  return {
    kind: 'workload',
    desired: ready,
    ready,
    counts: counts({ ready }),
    zones: zones.map((zone, index) => ({
      zone,
      placement: 'zone' as const,
      counts: counts({ ready: inZone(index) }),
      total: inZone(index),
    })),
    rollouts: [
      {
        workload: 'Deployment visit-tracker-app',
        state: 'complete',
        version: '1.14.2',
        desired: ready,
        updated: ready,
        available: ready,
        starting: 0,
        old: 0,
        missing: 0,
        lastProgressAt: minutesAgo(360),
      },
    ],
    pods: Array.from({ length: ready }, (_, index) => ({
      name: `visit-tracker-app-6c9f8d7b5-${index}xk2m`,
      workload: 'Deployment visit-tracker-app',
      state: 'ready' as const,
      zone: zones[index % 3],
      node: `node-${(index % 6) + 1}`,
      cluster: 'prod-eu-1',
      ready: '1/1',
      recentRestarts: 0,
      version: '1.14.2',
      createdAt: minutesAgo(360),
    })),
    podsOmitted: 0,
    budgets: [
      {
        name: 'visit-tracker-app',
        disruptionsAllowed: 1,
        desiredHealthy: ready - 1,
        currentHealthy: ready,
      },
    ],
  };
}

/** One autoscaler with an hour of points. */
export function autoscaler(some: Partial<AutoscalerFact> = {}): AutoscalerFact {
  const running = some.running ?? 8;
  const value = some.metrics?.[0]?.current ?? 55;
  return {
    name: 'visit-tracker-app',
    target: 'Deployment visit-tracker-app',
    cluster: 'prod-eu-1',
    min: 4,
    max: 10,
    running,
    desired: running,
    paused: false,
    lastScaleAt: minutesAgo(43),
    metrics: [
      {
        name: 'CPU',
        source: 'resource',
        unit: 'percent',
        current: 55,
        target: 70,
      },
    ],
    series: {
      start: minutesAgo(59),
      points: Array.from({ length: 60 }, (_, minute) => ({
        minute,
        value: Math.round(value - 30 + minute / 2),
        running: minute < 17 ? running - 1 : running,
        desired: minute < 16 ? running - 1 : some.desired ?? running,
      })),
    },
    events: [
      {
        at: minutesAgo(43),
        from: running - 1,
        to: running,
        reason: 'CPU above target',
      },
    ],
    ...some,
  };
}

/** Facts of an autoscaling section. */
export function autoscalingFacts(
  some: Partial<AutoscalerFact> = {},
): AutoscalingFacts {
  return { kind: 'autoscaling', autoscalers: [autoscaler(some)] };
}

/** One slot range with a primary and its replica. */
export function shard(
  from: number,
  to: number,
  primary: string,
  replica: string,
): RedisShardFact {
  return {
    slots: [{ from, to }],
    state: 'ok',
    nodes: [
      {
        name: primary,
        role: 'primary',
        state: 'ok',
        zone: 'eu-west-1b',
        memoryPercent: 61,
      },
      {
        name: replica,
        role: 'replica',
        state: 'ok',
        zone: 'eu-west-1a',
        memoryPercent: 61,
        link: { to: primary, state: 'inSync', lagSeconds: 0, lagBytes: 0 },
      },
    ],
  };
}

/** Facts of a Redis Cluster with six nodes. */
export function redisFacts(some: Partial<RedisFact> = {}): RedisFacts {
  return {
    kind: 'redis',
    instances: [
      {
        name: 'visits',
        mode: 'cluster',
        role: 'store',
        required: true,
        seenBy: 'probe',
        nodesAnswering: 6,
        nodesExpected: 6,
        reply: { medianMs: 0.6, samples: 5 },
        memory: {
          node: 'redis-1',
          used: 1_310_000_000,
          limit: 2_147_483_648,
          unit: 'bytes',
          percent: 61,
          warnPercent: 80,
        },
        clients: {
          node: 'redis-1',
          used: 412,
          limit: 10_000,
          unit: 'count',
          percent: 4,
          warnPercent: 80,
        },
        hitRate: {
          percent: 93,
          lookupsPerSecond: 1840,
          evictedPerSecond: 0,
          windowSeconds: 300,
        },
        slots: { assigned: 16384, ok: 16384, pfail: 0, fail: 0 },
        shards: [
          shard(0, 5460, 'redis-3', 'redis-0'),
          shard(5461, 10922, 'redis-1', 'redis-4'),
          shard(10923, 16383, 'redis-2', 'redis-5'),
        ],
        notAvailable: [],
        ...some,
      },
    ],
  };
}

/** A history that was healthy but for the last minutes. */
export function history(
  level: Section['level'],
  minutes: number,
  headline: string,
): LevelHistory {
  const from = minutesAgo(24 * 60);
  const verdict =
    minutes > 0
      ? [
          { level: 'healthy' as const, from, to: minutesAgo(minutes) },
          { level, from: minutesAgo(minutes), to: exampleNow },
        ]
      : [{ level, from, to: exampleNow }];
  const healthy = [{ level: 'healthy' as const, from, to: exampleNow }];
  return {
    from,
    to: exampleNow,
    verdict,
    sections: { workload: verdict, autoscaling: healthy, redis: healthy },
    changes: minutes > 0 ? [{ at: minutesAgo(minutes), level, headline }] : [],
  };
}

/** A section that is well. */
export function section(
  some: Pick<Section, 'id' | 'title' | 'summary'> & Partial<Section>,
): Section {
  return {
    level: 'healthy',
    findings: [],
    sources: [
      {
        id: some.id === 'redis' ? 'redis:visits' : 'kubernetes:prod-eu-1',
        kind: some.id === 'redis' ? 'redis' : 'kubernetes',
        title: some.id === 'redis' ? 'visits' : 'prod-eu-1',
        status: 'ok',
        observedAt: minutesAgo(0.2),
      },
    ],
    ...some,
  };
}

/** The three sections of a service that is well. */
export function wellSections(): Section[] {
  return [
    section({
      id: 'workload',
      title: 'Workload',
      summary: '8 of 8 pods ready.',
      facts: workloadFacts(8),
    }),
    section({
      id: 'autoscaling',
      title: 'Autoscaling',
      summary: 'Runs 8 pods, room for 2 more.',
      facts: autoscalingFacts(),
    }),
    section({
      id: 'redis',
      title: 'Redis',
      summary: '6 of 6 nodes answer, all 16384 slots served.',
      facts: redisFacts(),
    }),
  ];
}

/** An environment that is well unless told otherwise. */
export function environment(
  some: Partial<EnvironmentHealth> = {},
): EnvironmentHealth {
  return {
    name: 'prod',
    namespace: 'visits-prod',
    phase: 'running',
    level: 'healthy',
    headline:
      '8 of 8 pods ready, autoscaler has room for 2 more, Redis answers in 0.6 ms',
    since: minutesAgo(360),
    partial: false,
    checkedAt: minutesAgo(0.2),
    clusters: [
      {
        name: 'prod-eu-1',
        level: some.level ?? 'healthy',
        observedAt: minutesAgo(0.2),
      },
    ],
    sections: wellSections(),
    history: history('healthy', 0, ''),
    links: [
      {
        rel: 'open',
        title: 'Open visit-tracker',
        href: 'https://visits.example.com',
      },
    ],
    ...some,
  };
}

/** A service whose verdict is that of its first environment. */
export function service(environments: EnvironmentHealth[]): ServiceHealth {
  const [first] = environments;
  return {
    entityRef: 'component:default/visit-tracker',
    setup: { state: 'ok' },
    level: first.level,
    environment: first.name,
    headline: first.headline,
    effect: first.effect,
    nextStep: first.nextStep,
    since: first.since,
    partial: first.partial,
    environments,
    links: [
      { rel: 'runbook', title: 'Runbook', href: 'https://example.com/runbook' },
    ],
    generatedAt: exampleNow,
  };
}
