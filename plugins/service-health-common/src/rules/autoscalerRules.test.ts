import { codes, judge, RuleCase } from '../__fixtures__/judge';
import {
  ago,
  autoscaler,
  condition,
  now,
  pod,
  workload,
} from '../__fixtures__/records';

const able = condition('AbleToScale', 'True', 'ReadyForNewScale');
const active = condition('ScalingActive', 'True', 'ValidMetricFound');
const limited = (seconds: number) =>
  condition('ScalingLimited', 'True', 'TooManyReplicas', {
    since: ago(seconds),
  });
const blind = (
  seconds: number,
  message = 'unable to get metrics for resource cpu: no metrics returned from resource metrics API',
) =>
  condition('ScalingActive', 'False', 'FailedGetResourceMetric', {
    since: ago(seconds),
    message,
  });
const metric = {
  name: 'CPU',
  source: 'resource',
  unit: 'percent',
  target: 70,
} as const;
const of = (some: Parameters<typeof autoscaler>[0]) => ({
  autoscalers: [autoscaler(some)],
});
const rolling = workload({
  updated: 1,
  conditions: [
    condition('Progressing', 'True', 'ReplicaSetUpdated', {
      updatedAt: ago(10),
    }),
  ],
});
const turns = (count: number) => ({
  points: [],
  changes: Array.from({ length: count + 1 }, (_, index) => ({
    at: ago(1500 - 60 * index),
    from: index % 2 ? 4 : 2,
    to: index % 2 ? 2 : 4,
  })),
});

const cases: Record<string, RuleCase[]> = {
  'hpa.saturated': [
    { name: 'healthy', cluster: of({}), found: {} },
    {
      name: 'limited for 6 min',
      cluster: of({
        current: 10,
        desired: 10,
        conditions: [able, active, limited(360)],
      }),
      found: { 'hpa.saturated': 'warning' },
    },
    {
      name: 'limited for 6 min and far over its target',
      cluster: of({
        metrics: [{ ...metric, current: 90 }],
        conditions: [able, active, limited(360)],
      }),
      found: { 'hpa.saturated': 'degraded' },
    },
    {
      name: 'limited for 1 min',
      cluster: of({ conditions: [able, active, limited(60)] }),
      found: {},
    },
    {
      name: 'at its maximum and not limited',
      cluster: of({ current: 10, desired: 10 }),
      found: {},
    },
    {
      name: 'pinned',
      cluster: of({
        min: 2,
        max: 2,
        conditions: [able, active, limited(3600)],
      }),
      found: { 'hpa.pinned': 'note' },
    },
  ],
  'hpa.blind': [
    { name: 'sees', cluster: of({}), found: {} },
    {
      name: 'for 20 s, as with new pods',
      cluster: of({ conditions: [able, blind(20)] }),
      found: { 'hpa.blind': 'note' },
    },
    {
      name: 'for 1 min',
      cluster: of({ conditions: [able, blind(60)] }),
      found: {
        'cluster.metricsUnavailable': 'progressing',
        'hpa.blind': 'progressing',
      },
    },
    {
      name: 'for 4 min',
      cluster: of({ conditions: [able, blind(240)] }),
      found: {
        'cluster.metricsUnavailable': 'degraded',
        'hpa.blind': 'degraded',
      },
    },
    {
      name: 'a missing request is no fault of metrics-server',
      cluster: of({
        conditions: [
          able,
          blind(240, 'missing request for cpu in container main'),
        ],
      }),
      found: { 'hpa.blind': 'degraded' },
    },
    {
      name: 'during a rollout',
      cluster: {
        ...of({ conditions: [able, blind(240, 'missing request for cpu')] }),
        workloads: [rolling],
      },
      found: {
        'hpa.blind': 'progressing',
        'workload.rollingOut': 'progressing',
      },
    },
    {
      name: 'during a rollout, which metrics-server has no part in',
      cluster: {
        ...of({ conditions: [able, blind(90)] }),
        workloads: [rolling],
      },
      found: {
        'hpa.blind': 'progressing',
        'workload.rollingOut': 'progressing',
      },
    },
    {
      name: 'at the start of a rollout',
      cluster: {
        ...of({ conditions: [able, blind(1)] }),
        workloads: [rolling],
      },
      found: { 'hpa.blind': 'note', 'workload.rollingOut': 'progressing' },
    },
    {
      name: 'keeps no stale saturation',
      cluster: of({
        conditions: [
          able,
          blind(240, 'missing request for cpu'),
          limited(3600),
        ],
      }),
      found: { 'hpa.blind': 'degraded' },
    },
  ],
  'hpa.partlyBlind': [
    { name: 'one metric', cluster: of({}), found: {} },
    {
      name: 'one of two is missing',
      cluster: of({
        metrics: [
          { ...metric, current: 50 },
          { ...metric, name: 'queue' },
        ],
      }),
      found: { 'hpa.partlyBlind': 'warning' },
    },
    {
      name: 'one of two is missing for pods of a rollout',
      cluster: {
        ...of({
          metrics: [
            { ...metric, current: 50 },
            { ...metric, name: 'memory' },
          ],
        }),
        workloads: [rolling],
      },
      found: {
        'hpa.partlyBlind': 'note',
        'workload.rollingOut': 'progressing',
      },
    },
    {
      name: 'one of two is missing for pods that just came',
      cluster: {
        ...of({
          metrics: [
            { ...metric, current: 50 },
            { ...metric, name: 'memory' },
          ],
        }),
        pods: [pod({ startedAt: ago(20) })],
      },
      found: { 'hpa.partlyBlind': 'note' },
    },
    {
      name: 'none was read yet',
      cluster: of({ metrics: [metric] }),
      found: {},
    },
  ],
  'hpa.cannotAct': [
    { name: 'acts', cluster: of({}), found: {} },
    {
      name: 'for 30 s',
      cluster: of({
        conditions: [
          condition('AbleToScale', 'False', 'FailedGetScale', {
            since: ago(30),
          }),
        ],
      }),
      found: { 'hpa.cannotAct': 'progressing' },
    },
    {
      name: 'for 2 min',
      cluster: of({
        conditions: [
          condition('AbleToScale', 'False', 'FailedGetScale', {
            since: ago(120),
          }),
        ],
      }),
      found: { 'hpa.cannotAct': 'degraded' },
    },
    {
      name: 'two on the same pods',
      cluster: of({
        conditions: [
          able,
          condition('ScalingActive', 'False', 'AmbiguousSelector'),
        ],
      }),
      found: { 'hpa.cannotAct': 'degraded' },
    },
  ],
  'hpa.paused': [
    { name: 'runs', cluster: of({}), found: {} },
    {
      name: 'target at 0',
      cluster: of({
        conditions: [
          able,
          condition('ScalingActive', 'False', 'ScalingDisabled'),
        ],
      }),
      found: { 'hpa.paused': 'suspended' },
    },
    { name: 'no conditions', cluster: of({ conditions: [] }), found: {} },
  ],
  'hpa.stale': [
    {
      name: 'observed',
      cluster: of({ generation: 2, observedGeneration: 2 }),
      found: {},
    },
    {
      name: 'behind',
      cluster: of({ generation: 3, observedGeneration: 2 }),
      found: { 'hpa.stale': 'progressing' },
    },
    {
      name: 'no status, new',
      cluster: of({ hasStatus: false, conditions: [], createdAt: ago(10) }),
      found: { 'hpa.stale': 'progressing' },
    },
    {
      name: 'no status for long',
      cluster: of({ hasStatus: false, conditions: [] }),
      found: { 'hpa.stale': 'unknown' },
    },
  ],
  'hpa.flapping': [
    { name: 'no samples', cluster: of({}), found: {} },
    {
      name: '3 turns',
      cluster: { ...of({}), samples: new Map([['visits-app', turns(3)]]) },
      found: {},
    },
    {
      name: '4 turns',
      cluster: { ...of({}), samples: new Map([['visits-app', turns(4)]]) },
      found: { 'hpa.flapping': 'warning' },
    },
  ],
};

describe.each(Object.entries(cases))('%s', (_, rows) => {
  it.each(rows)('$name', ({ found, ...given }) => {
    expect(codes(judge(given))).toEqual(found);
  });
});

describe('foldCauses()', () => {
  it('explains blind autoscalers by metrics-server', () => {
    const verdict = judge({
      cluster: {
        ...of({ conditions: [able, blind(240)] }),
      },
    });

    expect(verdict.headline).toBe('metrics-server gives no data in prod-eu-1');
    expect(verdict.since).toBe(new Date(now - 240_000).toISOString());
  });
});
