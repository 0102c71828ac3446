import type { PodRecord, UsageRecord } from '../../records';
import { ago, nodes, now, pod, waitingPod } from '../records';
import type { Given, ReasonCase } from './ReasonCase';

const minute = 60;
const healthy: Given = {};
const withPod = (some: PodRecord): Given => ({
  cluster: { pods: [pod(), some] },
});
const waits = (
  reason: string,
  seconds: number,
  some: Parameters<typeof waitingPod>[2] = {},
) => withPod(waitingPod(reason, seconds, some));
const other = (some: Partial<PodRecord>) =>
  withPod(pod({ name: 'b', node: 'node-2', ...some }));
const pending = (seconds: number, some: Partial<PodRecord> = {}) =>
  other({
    phase: 'Pending',
    ready: false,
    createdAt: ago(seconds),
    readyChangedAt: ago(seconds),
    startedAt: undefined,
    ...some,
  });
const unready = (seconds: number) =>
  other({ ready: false, readyChangedAt: ago(seconds) });

const limited = pod({
  name: 'limited',
  node: 'node-2',
  resources: {
    requests: {},
    limits: { main: { cpuMillis: 100, memoryBytes: 1000 } },
  },
});
const used = (
  cpuMillis: number,
  memoryBytes: number,
  samples: number,
): Given => {
  const usage: UsageRecord = {
    samples: Array.from({ length: samples }, (_, index) => ({
      at: ago(60 * (samples - index)),
      containers: { main: { cpuMillis, memoryBytes } },
    })),
  };
  return {
    cluster: { pods: [pod(), limited], usage: new Map([['limited', usage]]) },
  };
};

/** Of pods and nodes. */
export const podCases: Record<string, ReasonCase> = {
  'pod.crashLoop': {
    level: 'degraded',
    healthy,
    faulty: waits('CrashLoopBackOff', 3 * minute),
    unclear: waits('CrashLoopBackOff', minute),
  },
  'pod.outOfMemoryLoop': {
    level: 'degraded',
    healthy,
    faulty: waits('CrashLoopBackOff', 3 * minute, { lastReason: 'OOMKilled' }),
    unclear: waits('CrashLoopBackOff', minute, { lastReason: 'OOMKilled' }),
  },
  'pod.imagePull': {
    level: 'degraded',
    healthy,
    faulty: waits('ImagePullBackOff', 2 * minute),
    unclear: waits('ErrImagePull', 10),
  },
  'pod.containerConfig': {
    level: 'degraded',
    healthy,
    faulty: waits('CreateContainerConfigError', 2 * minute),
    unclear: waits('CreateContainerConfigError', 10),
  },
  'pod.unschedulable': {
    level: 'degraded',
    healthy,
    faulty: pending(120, {
      node: undefined,
      unschedulable: { since: ago(120), message: '3 Insufficient memory.' },
    }),
    unclear: pending(10, {
      node: undefined,
      unschedulable: { since: ago(10), message: '' },
    }),
  },
  'pod.stuckCreating': {
    level: 'degraded',
    healthy,
    faulty: pending(6 * minute),
    unclear: pending(4 * minute),
  },
  'pod.readinessFailing': {
    level: 'degraded',
    healthy,
    faulty: unready(2 * minute),
    unclear: unready(20),
  },
  'pod.outOfMemory': {
    level: 'warning',
    healthy: other({ outOfMemoryAt: ago(20 * minute) }),
    faulty: other({ outOfMemoryAt: ago(5 * minute) }),
    unclear: other({ outOfMemoryAt: undefined, restarts: 4 }),
  },
  'pod.restarts': {
    level: 'warning',
    healthy: other({ restarts: 40, restartTimes: [] }),
    faulty: other({ restartTimes: [ago(300), ago(200), ago(100)] }),
    unclear: other({ restartTimes: [ago(300)] }),
  },
  'pod.failed': {
    level: 'warning',
    healthy: other({ phase: 'Succeeded', ready: false }),
    faulty: other({
      phase: 'Failed',
      ready: false,
      reason: 'Evicted',
      readyChangedAt: ago(600),
    }),
    unclear: other({
      phase: 'Failed',
      ready: false,
      readyChangedAt: ago(7200),
    }),
  },
  'pod.stuckTerminating': {
    level: 'warning',
    healthy: other({ deleteBy: now + 10_000 }),
    faulty: other({ deleteBy: ago(6 * minute) }),
    unclear: other({ deleteBy: ago(4 * minute) }),
  },
  'pod.memoryHigh': {
    level: 'warning',
    healthy: used(10, 800, 3),
    faulty: used(10, 950, 3),
    unclear: used(10, 950, 1),
  },
  'pod.cpuThrottled': {
    level: 'warning',
    healthy: used(80, 100, 3),
    faulty: used(99, 100, 3),
    unclear: used(99, 100, 2),
  },
  'cluster.nodeNotReady': {
    level: 'degraded',
    healthy,
    faulty: {
      cluster: {
        nodes: nodes({ ready: false, readyChangedAt: ago(60) }),
        pods: [pod({ ready: false, readyChangedAt: ago(60) })],
      },
    },
    unclear: { cluster: { nodes: new Map() } },
  },
};
