import { codes, judge, RuleCase } from '../__fixtures__/judge';
import { ago, nodes, now, pod, waitingPod } from '../__fixtures__/records';

const minute = 60;
const cases: Record<string, RuleCase[]> = {
  'pod.crashLoop': [
    { name: 'healthy', found: {} },
    {
      name: 'inside its grace',
      cluster: { pods: [pod(), waitingPod('CrashLoopBackOff', minute)] },
      found: { 'pod.crashLoop': 'progressing' },
    },
    {
      name: 'after 2 min',
      cluster: { pods: [pod(), waitingPod('CrashLoopBackOff', 3 * minute)] },
      found: { 'pod.crashLoop': 'degraded' },
    },
    {
      name: 'init container',
      cluster: {
        pods: [
          pod(),
          waitingPod('CrashLoopBackOff', 3 * minute, { init: true }),
        ],
      },
      found: { 'pod.crashLoop': 'degraded' },
    },
    {
      name: 'out of memory',
      cluster: {
        pods: [
          pod(),
          waitingPod('CrashLoopBackOff', 3 * minute, {
            lastReason: 'OOMKilled',
            exitCode: 137,
            memoryLimit: '256Mi',
          }),
        ],
      },
      found: { 'pod.outOfMemoryLoop': 'degraded' },
    },
    {
      name: 'being deleted',
      cluster: {
        pods: [
          pod(),
          { ...waitingPod('CrashLoopBackOff', 3 * minute), deleteBy: ago(5) },
        ],
      },
      found: {},
    },
  ],
  'pod.imagePull': [
    { name: 'healthy', found: {} },
    {
      name: 'ErrImagePull for 30 s',
      cluster: { pods: [pod(), waitingPod('ErrImagePull', 30)] },
      found: { 'pod.imagePull': 'progressing' },
    },
    {
      name: 'ImagePullBackOff for 2 min',
      cluster: { pods: [pod(), waitingPod('ImagePullBackOff', 2 * minute)] },
      found: { 'pod.imagePull': 'degraded' },
    },
    {
      name: 'InvalidImageName for 2 min',
      cluster: { pods: [pod(), waitingPod('InvalidImageName', 2 * minute)] },
      found: { 'pod.imagePull': 'degraded' },
    },
  ],
  'pod.containerConfig': [
    { name: 'healthy', found: {} },
    {
      name: 'just now',
      cluster: { pods: [pod(), waitingPod('CreateContainerConfigError', 10)] },
      found: { 'pod.containerConfig': 'progressing' },
    },
    {
      name: 'for 2 min',
      cluster: {
        pods: [pod(), waitingPod('CreateContainerConfigError', 2 * minute)],
      },
      found: { 'pod.containerConfig': 'degraded' },
    },
    {
      name: 'RunContainerError',
      cluster: { pods: [pod(), waitingPod('RunContainerError', 2 * minute)] },
      found: { 'pod.containerConfig': 'degraded' },
    },
  ],
  'pod.unschedulable': [
    { name: 'healthy', found: {} },
    {
      name: 'for 10 s',
      cluster: {
        pods: [
          pod(),
          pod({
            name: 'b',
            ready: false,
            phase: 'Pending',
            node: undefined,
            unschedulable: {
              since: ago(10),
              message: '0/3 nodes are available: 3 Insufficient memory.',
            },
          }),
        ],
      },
      found: { 'pod.unschedulable': 'progressing' },
    },
    {
      name: 'for 2 min',
      cluster: {
        pods: [
          pod(),
          pod({
            name: 'b',
            ready: false,
            phase: 'Pending',
            node: undefined,
            unschedulable: { since: ago(120), message: '' },
          }),
        ],
      },
      found: { 'pod.unschedulable': 'degraded' },
    },
  ],
  'pod.stuckCreating': [
    { name: 'healthy', found: {} },
    {
      name: 'for 1 min',
      cluster: { pods: [pod(), { ...waitingPod('', minute), trouble: [] }] },
      found: {},
    },
    {
      name: 'for 6 min',
      cluster: {
        pods: [pod(), { ...waitingPod('', 6 * minute), trouble: [] }],
      },
      found: { 'pod.stuckCreating': 'degraded' },
    },
  ],
  'pod.readinessFailing': [
    { name: 'healthy', found: {} },
    {
      name: 'inside its probe window',
      cluster: {
        pods: [
          pod(),
          pod({
            name: 'b',
            ready: false,
            readyChangedAt: ago(90),
            startedAt: ago(90),
            probeWindowMs: 120_000,
          }),
        ],
      },
      found: { 'pod.readinessFailing': 'progressing' },
    },
    {
      name: 'after its probe window',
      cluster: {
        pods: [
          pod(),
          pod({
            name: 'b',
            ready: false,
            readyChangedAt: ago(90),
            startedAt: ago(90),
          }),
        ],
      },
      found: { 'pod.readinessFailing': 'degraded' },
    },
    {
      name: 'no condition yet',
      cluster: {
        pods: [
          pod(),
          pod({
            name: 'b',
            ready: false,
            readyChangedAt: undefined,
            startedAt: undefined,
            createdAt: ago(5),
          }),
        ],
      },
      found: { 'pod.readinessFailing': 'progressing' },
    },
  ],
  'pod.restarts': [
    {
      name: 'old restarts',
      cluster: {
        pods: [pod({ restarts: 40 }), pod({ name: 'b', node: 'node-2' })],
      },
      found: {},
    },
    {
      name: 'one now',
      cluster: {
        pods: [
          pod({ restarts: 1, restartTimes: [ago(60)] }),
          pod({ name: 'b', node: 'node-2' }),
        ],
      },
      found: { 'pod.restarts': 'note' },
    },
    {
      name: 'three in 10 min',
      cluster: {
        pods: [
          pod({ restartTimes: [ago(60), ago(120), ago(300)] }),
          pod({ name: 'b', node: 'node-2' }),
        ],
      },
      found: { 'pod.restarts': 'warning' },
    },
    {
      name: 'three, too old',
      cluster: {
        pods: [
          pod({ restartTimes: [ago(700), ago(720), ago(730)] }),
          pod({ name: 'b', node: 'node-2' }),
        ],
      },
      found: {},
    },
  ],
  'pod.outOfMemory': [
    { name: 'never', found: {} },
    {
      name: 'now',
      cluster: {
        pods: [
          pod({ outOfMemoryAt: ago(60) }),
          pod({ name: 'b', node: 'node-2' }),
        ],
      },
      found: { 'pod.outOfMemory': 'warning' },
    },
    {
      name: 'long ago',
      cluster: {
        pods: [
          pod({ outOfMemoryAt: ago(6000) }),
          pod({ name: 'b', node: 'node-2' }),
        ],
      },
      found: {},
    },
  ],
  'pod.failed': [
    { name: 'none', found: {} },
    {
      name: 'evicted now',
      cluster: {
        pods: [
          pod(),
          pod({ name: 'b', node: 'node-2' }),
          pod({
            name: 'c',
            ready: false,
            phase: 'Failed',
            reason: 'Evicted',
            readyChangedAt: ago(60),
          }),
        ],
      },
      found: { 'pod.failed': 'warning' },
    },
    {
      name: 'evicted yesterday',
      cluster: {
        pods: [
          pod(),
          pod({ name: 'b', node: 'node-2' }),
          pod({
            name: 'c',
            ready: false,
            phase: 'Failed',
            reason: 'Evicted',
            readyChangedAt: ago(86_400),
          }),
        ],
      },
      found: { 'pod.failed': 'note' },
    },
    {
      name: 'a finished pod',
      cluster: {
        pods: [
          pod(),
          pod({ name: 'b', node: 'node-2' }),
          pod({ name: 'c', ready: false, phase: 'Succeeded' }),
        ],
      },
      found: {},
    },
    {
      // Seen in every rolling restart: Node.js ends with code 143 on SIGTERM
      name: 'told to go, ended by the signal, not yet removed',
      cluster: {
        pods: [
          pod(),
          pod({ name: 'b', node: 'node-2' }),
          pod({
            name: 'c',
            ready: false,
            phase: 'Failed',
            readyChangedAt: ago(1),
            deleteBy: now + 30_000,
          }),
        ],
      },
      found: {},
    },
  ],
  'pod.stuckTerminating': [
    {
      name: 'inside its grace',
      cluster: { pods: [pod(), pod({ name: 'b', deleteBy: now + 10_000 })] },
      found: {},
    },
    {
      name: '4 min late',
      cluster: { pods: [pod(), pod({ name: 'b', deleteBy: ago(240) })] },
      found: {},
    },
    {
      name: '6 min late',
      cluster: { pods: [pod(), pod({ name: 'b', deleteBy: ago(360) })] },
      found: { 'pod.stuckTerminating': 'warning' },
    },
  ],
  'cluster.nodeNotReady': [
    { name: 'ready', found: {} },
    {
      name: 'gone, explains its pods',
      cluster: {
        nodes: nodes({ ready: false }),
        pods: [
          pod({ ready: false, readyChangedAt: ago(120) }),
          pod({ name: 'b', node: 'node-2' }),
        ],
      },
      found: {
        'cluster.nodeNotReady': 'degraded',
        'pod.readinessFailing': 'degraded',
      },
    },
    { name: 'nodes may not be read', cluster: { nodes: new Map() }, found: {} },
  ],
};

describe.each(Object.entries(cases))('%s', (_, rows) => {
  it.each(rows)('$name', ({ found, ...given }) => {
    expect(codes(judge(given))).toEqual(found);
  });
});

describe('foldCauses()', () => {
  it('explains lost pods by their node', () => {
    const verdict = judge(cases['cluster.nodeNotReady'][1]);

    expect(verdict.headline).toBe('Node node-1 does not answer: 1 pod lost');
    expect(verdict.rootFinding).toContain('cluster.nodeNotReady');
  });
});
