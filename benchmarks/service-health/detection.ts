import {
  detectErrors,
  ObjectsByEntityResponse,
} from '@backstage/plugin-kubernetes-common';
import { judgeEnvironment } from '@paved-path/backstage-plugin-service-health-common';
import { projectAutoscaler } from '../../plugins/service-health-backend/src/clusters/projections/projectAutoscaler';
import { projectPod } from '../../plugins/service-health-backend/src/clusters/projections/projectPod';
import {
  projectDeployment,
  projectStatefulSet,
} from '../../plugins/service-health-backend/src/clusters/projections/projectWorkload';

const now = Date.parse('2026-11-20T03:07:00Z');
const ago = (minutes: number) => new Date(now - minutes * 60_000).toISOString();
const labels = {
  'backstage.io/kubernetes-id': 'visits',
  'pod-template-hash': 'abc',
};
const metadata = {
  name: 'visits-abc-1',
  namespace: 'visits',
  labels,
  creationTimestamp: ago(60),
  ownerReferences: [
    { kind: 'ReplicaSet', name: 'visits-abc', controller: true },
  ],
};

interface State {
  name: string;
  faulty: boolean;
  pod?: object;
  deployment?: object;
  statefulSet?: object;
  autoscaler?: object;
}

function pod(status: object, some: object = {}): object {
  return {
    kind: 'Pod',
    metadata: { ...metadata, ...some },
    spec: {
      nodeName: 'node-1',
      containers: [
        {
          name: 'main',
          image: 'a:1',
          readinessProbe: {
            initialDelaySeconds: 0,
            periodSeconds: 10,
            failureThreshold: 3,
          },
        },
      ],
    },
    status: {
      phase: 'Running',
      conditions: [],
      containerStatuses: [],
      ...status,
    },
  };
}

function container(state: object, some: object = {}): object {
  return {
    name: 'main',
    ready: false,
    restartCount: 0,
    state,
    lastState: {},
    ...some,
  };
}

const notReady = [
  {
    type: 'Ready',
    status: 'False',
    reason: 'ContainersNotReady',
    lastTransitionTime: ago(20),
  },
];
const ready = [{ type: 'Ready', status: 'True', lastTransitionTime: ago(50) }];
const running = { running: { startedAt: ago(20) } };

function autoscaler(conditions: object[], some: object = {}): object {
  return {
    kind: 'HorizontalPodAutoscaler',
    metadata: {
      name: 'visits',
      namespace: 'visits',
      labels,
      creationTimestamp: ago(600),
    },
    spec: {
      minReplicas: 1,
      maxReplicas: 4,
      scaleTargetRef: { kind: 'Deployment', name: 'visits' },
      metrics: [
        {
          type: 'Resource',
          resource: {
            name: 'cpu',
            target: { type: 'Utilization', averageUtilization: 70 },
          },
        },
      ],
      ...some,
    },
    status: { currentReplicas: 2, desiredReplicas: 2, conditions },
  };
}

function hpaCondition(type: string, status: string, reason: string): object {
  return { type, status, reason, lastTransitionTime: ago(20), message: reason };
}

const ok = [
  hpaCondition('AbleToScale', 'True', 'ReadyForNewScale'),
  hpaCondition('ScalingActive', 'True', 'ValidMetricFound'),
  hpaCondition('ScalingLimited', 'False', 'DesiredWithinRange'),
];

const states: State[] = [
  {
    name: 'CrashLoopBackOff',
    faulty: true,
    pod: pod({
      conditions: notReady,
      containerStatuses: [
        container(
          {
            waiting: {
              reason: 'CrashLoopBackOff',
              message: 'back-off 5m0s restarting failed container',
            },
          },
          { restartCount: 9 },
        ),
      ],
    }),
  },
  {
    name: 'ErrImagePull',
    faulty: true,
    pod: pod({
      phase: 'Pending',
      conditions: notReady,
      containerStatuses: [
        container({
          waiting: {
            reason: 'ErrImagePull',
            message: 'failed to pull and unpack image',
          },
        }),
      ],
    }),
  },
  {
    name: 'not ready, probe window passed',
    faulty: true,
    pod: pod({ conditions: notReady, containerStatuses: [container(running)] }),
  },
  {
    name: 'unschedulable',
    faulty: true,
    pod: pod({
      phase: 'Pending',
      conditions: [
        {
          type: 'PodScheduled',
          status: 'False',
          reason: 'Unschedulable',
          lastTransitionTime: ago(20),
        },
      ],
    }),
  },
  {
    name: 'ContainerCreating stuck',
    faulty: true,
    pod: pod({
      phase: 'Pending',
      conditions: notReady,
      containerStatuses: [
        container({ waiting: { reason: 'ContainerCreating' } }),
      ],
    }),
  },
  {
    name: 'evicted',
    faulty: true,
    pod: pod({ phase: 'Failed', reason: 'Evicted', conditions: notReady }),
  },
  {
    name: 'init container CrashLoopBackOff',
    faulty: true,
    pod: pod({
      phase: 'Pending',
      conditions: notReady,
      initContainerStatuses: [
        container({
          waiting: {
            reason: 'CrashLoopBackOff',
            message: 'back-off 5m0s restarting failed container',
          },
        }),
      ],
    }),
  },
  {
    name: 'stuck Terminating',
    faulty: true,
    pod: pod(
      {
        conditions: ready,
        containerStatuses: [container(running, { ready: true })],
      },
      { deletionTimestamp: ago(30) },
    ),
  },
  {
    name: 'autoscaler FailedGetResourceMetric',
    faulty: true,
    autoscaler: autoscaler([
      ok[0],
      hpaCondition('ScalingActive', 'False', 'FailedGetResourceMetric'),
    ]),
  },
  {
    name: 'autoscaler FailedGetScale',
    faulty: true,
    autoscaler: autoscaler([
      hpaCondition('AbleToScale', 'False', 'FailedGetScale'),
    ]),
  },
  {
    name: 'StatefulSet 0 of 3 ready',
    faulty: true,
    statefulSet: {
      kind: 'StatefulSet',
      metadata: { ...metadata, name: 'redis' },
      spec: { replicas: 3 },
      status: { replicas: 3, readyReplicas: 0, availableReplicas: 0 },
    },
  },
  {
    name: 'quota refuses pods',
    faulty: true,
    deployment: {
      kind: 'Deployment',
      metadata: { ...metadata, name: 'visits' },
      spec: { replicas: 2 },
      status: {
        replicas: 1,
        readyReplicas: 1,
        availableReplicas: 1,
        updatedReplicas: 1,
        conditions: [
          {
            type: 'ReplicaFailure',
            status: 'True',
            reason: 'FailedCreate',
            message: 'exceeded quota: small',
            lastTransitionTime: ago(20),
          },
        ],
      },
    },
  },
  {
    name: 'one restart 30 days ago',
    faulty: false,
    pod: pod({
      conditions: ready,
      containerStatuses: [
        container(running, {
          ready: true,
          restartCount: 1,
          lastState: {
            terminated: {
              exitCode: 1,
              reason: 'Error',
              finishedAt: ago(43_200),
            },
          },
        }),
      ],
    }),
  },
  {
    name: 'autoscaler at its maximum, not limited',
    faulty: false,
    autoscaler: autoscaler(ok, { maxReplicas: 2 }),
  },
  {
    name: 'autoscaler pinned',
    faulty: false,
    autoscaler: autoscaler(ok, { minReplicas: 2, maxReplicas: 2 }),
  },
  {
    name: 'healthy',
    faulty: false,
    pod: pod({
      conditions: ready,
      containerStatuses: [container(running, { ready: true })],
    }),
  },
];

function todayFinds(state: State): boolean {
  const resources = [
    { type: 'pods', resources: [state.pod].filter(Boolean) },
    { type: 'deployments', resources: [state.deployment].filter(Boolean) },
    { type: 'statefulsets', resources: [state.statefulSet].filter(Boolean) },
    {
      type: 'horizontalpodautoscalers',
      resources: [state.autoscaler].filter(Boolean),
    },
  ];
  const response: ObjectsByEntityResponse = JSON.parse(
    JSON.stringify({
      items: [
        { cluster: { name: 'one' }, podMetrics: [], errors: [], resources },
      ],
    }),
  );
  return [...detectErrors(response).values()].some(found => found.length > 0);
}

function hereFinds(state: State): boolean {
  const workloads = [
    ...(state.deployment ? [projectDeployment(state.deployment, { now })] : []),
    ...(state.statefulSet
      ? [projectStatefulSet(state.statefulSet, { now })]
      : []),
  ];
  const record = state.pod ? projectPod(state.pod, { now }) : undefined;
  const { sections } = judgeEnvironment(
    {
      service: 'visits',
      name: 'prod',
      redis: [],
      clusters: [
        {
          cluster: 'one',
          source: { id: 'one', kind: 'kubernetes', title: 'one', status: 'ok' },
          everSynced: true,
          pods: record ? [record] : [],
          workloads,
          autoscalers: state.autoscaler
            ? [projectAutoscaler(state.autoscaler, { now })]
            : [],
          budgets: [],
          nodes: new Map(),
          samples: new Map(),
        },
      ],
    },
    { now },
  );
  return sections.some(({ findings }) =>
    findings.some(({ level }) =>
      ['down', 'degraded', 'warning'].includes(level),
    ),
  );
}

/** Faults found, and benign states flagged, by both. */
export function measureDetection() {
  const rows = states.map(state => ({
    state: state.name,
    faulty: state.faulty,
    today: todayFinds(state),
    here: hereFinds(state),
  }));
  const tally = (key: 'today' | 'here') => ({
    found: `${rows.filter(row => row.faulty && row[key]).length} of ${
      rows.filter(row => row.faulty).length
    }`,
    flagged: `${rows.filter(row => !row.faulty && row[key]).length} of ${
      rows.filter(row => !row.faulty).length
    }`,
  });
  return { today: tally('today'), here: tally('here'), rows };
}
