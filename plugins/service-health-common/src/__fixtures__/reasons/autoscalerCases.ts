import type { AutoscalerRecord, ConditionRecord } from '../../records';
import { ago, autoscaler, condition, now, pod, workload } from '../records';
import type { Given, ReasonCase } from './ReasonCase';

const minute = 60;
const withAutoscaler = (
  some: Partial<AutoscalerRecord>,
  cluster: Given['cluster'] = {},
): Given => ({ cluster: { autoscalers: [autoscaler(some)], ...cluster } });
const healthy = withAutoscaler({});
const conditions = (...changed: ConditionRecord[]): ConditionRecord[] => [
  ...autoscaler().conditions.filter(
    ({ type }) => !changed.some(one => one.type === type),
  ),
  ...changed,
];
const limited = (seconds: number) =>
  withAutoscaler({
    current: 10,
    desired: 10,
    conditions: conditions(
      condition('ScalingLimited', 'True', 'TooManyReplicas', {
        since: ago(seconds),
      }),
    ),
  });
const inactive = (reason: string, seconds: number, message = '') =>
  withAutoscaler({
    conditions: conditions(
      condition('ScalingActive', 'False', reason, {
        since: ago(seconds),
        message,
      }),
    ),
  });
const unable = (seconds: number) =>
  withAutoscaler({
    conditions: conditions(
      condition('AbleToScale', 'False', 'FailedGetScale', {
        since: ago(seconds),
      }),
    ),
  });
const noMetrics =
  'unable to get metrics for resource cpu: no metrics returned from resource metrics API';
const turns = (count: number): Given['cluster'] => ({
  samples: new Map([
    [
      'visits-app',
      {
        points: [],
        changes: Array.from({ length: count + 1 }, (_, index) => ({
          at: now - (25 - index) * 60_000,
          from: index % 2 ? 4 : 2,
          to: index % 2 ? 2 : 4,
        })),
      },
    ],
  ]),
});
const cpu = {
  name: 'CPU',
  source: 'resource',
  unit: 'percent',
  target: 70,
  current: 50,
} as const;
const queue = {
  name: 'queue',
  source: 'external',
  unit: 'quantity',
  target: 10,
} as const;
const asking = pod({
  resources: { requests: { cpuMillis: 100, memoryBytes: 100 }, limits: {} },
});
const quota = (left: number): Given['cluster'] => ({
  pods: [asking, { ...asking, name: 'b', node: 'node-2' }],
  quotas: [
    {
      name: 'small',
      namespace: 'visits',
      hard: { 'requests.memory': 1000 },
      used: { 'requests.memory': 1000 - left },
    },
  ],
});

/** Of autoscalers. */
export const autoscalerCases: Record<string, ReasonCase> = {
  'hpa.saturated': {
    level: 'warning',
    healthy,
    faulty: limited(10 * minute),
    unclear: limited(minute),
  },
  'hpa.blind': {
    level: 'degraded',
    healthy,
    faulty: inactive('FailedGetExternalMetric', 4 * minute),
    unclear: inactive('FailedGetExternalMetric', minute),
  },
  'cluster.metricsUnavailable': {
    level: 'degraded',
    healthy,
    faulty: inactive('FailedGetResourceMetric', 4 * minute, noMetrics),
    unclear: inactive('FailedGetResourceMetric', minute, noMetrics),
  },
  'hpa.partlyBlind': {
    level: 'warning',
    healthy: withAutoscaler({ metrics: [cpu, { ...queue, current: 5 }] }),
    faulty: withAutoscaler({ metrics: [cpu, queue] }),
    unclear: withAutoscaler({ metrics: [queue] }),
  },
  'hpa.cannotAct': {
    level: 'degraded',
    healthy,
    faulty: unable(2 * minute),
    unclear: unable(30),
  },
  'hpa.flapping': {
    level: 'warning',
    healthy: withAutoscaler({}, turns(1)),
    faulty: withAutoscaler({}, turns(4)),
    unclear: withAutoscaler({}, turns(3)),
  },
  'hpa.stale': {
    level: 'unknown',
    healthy,
    faulty: withAutoscaler({ hasStatus: false, conditions: [] }),
    unclear: withAutoscaler({
      hasStatus: false,
      conditions: [],
      createdAt: ago(60),
    }),
  },
  'hpa.paused': {
    level: 'suspended',
    healthy,
    faulty: inactive('ScalingDisabled', minute),
    unclear: withAutoscaler({}, { workloads: [workload({ desired: 1 })] }),
  },
  'hpa.pinned': {
    level: 'note',
    healthy,
    faulty: withAutoscaler({ min: 2, max: 2 }),
    unclear: withAutoscaler({ min: 2, max: 2, hasStatus: false }),
  },
  'hpa.quotaRoom': {
    level: 'warning',
    healthy: withAutoscaler({}, quota(900)),
    faulty: withAutoscaler({}, quota(50)),
    unclear: withAutoscaler({}, { ...quota(50), pods: [] }),
  },
};
