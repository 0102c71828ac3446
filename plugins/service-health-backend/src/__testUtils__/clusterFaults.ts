import { Level } from '@paved-path/backstage-plugin-service-health-common';

/** A fault made on purpose on a real cluster, and what must be said of it. */
export interface ClusterFault {
  name: string;
  namespace: string;
  manifests: object[];
  level: Level;
  /** Code of the root finding. */
  code: string;
}

const main = 'health-faults';
const image = 'docker.io/library/busybox:1.36';

interface AppOptions {
  namespace?: string;
  replicas?: number;
  container?: object;
  pod?: object;
  deployment?: object;
}

/** A Deployment of pods that only sleep. */
export function app(name: string, options: AppOptions = {}): object {
  const labels = {
    'app.kubernetes.io/name': name,
    'app.kubernetes.io/component': 'app',
    'backstage.io/kubernetes-id': name,
  };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: options.namespace ?? main, labels },
    spec: {
      replicas: options.replicas ?? 1,
      selector: { matchLabels: { 'app.kubernetes.io/name': name } },
      template: {
        metadata: { labels },
        spec: {
          terminationGracePeriodSeconds: 1,
          containers: [
            {
              name: 'main',
              image,
              command: ['sh', '-c', 'sleep 100000'],
              resources: {
                requests: { cpu: '5m', memory: '8Mi' },
                limits: { memory: '32Mi' },
              },
              ...options.container,
            },
          ],
          ...options.pod,
        },
      },
      ...options.deployment,
    },
  };
}

function autoscaler(name: string, spec: object): object {
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: {
      name,
      namespace: main,
      labels: { 'backstage.io/kubernetes-id': name },
    },
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name },
      minReplicas: 1,
      maxReplicas: 2,
      metrics: [
        {
          type: 'Resource',
          resource: {
            name: 'cpu',
            target: { type: 'Utilization', averageUtilization: 20 },
          },
        },
      ],
      ...spec,
    },
  };
}

/** A namespace. */
export function namespace(
  name: string,
  labels: Record<string, string> = {},
): object {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } };
}

function fault(
  name: string,
  level: Level,
  code: string,
  manifests: object[],
  space = main,
): ClusterFault {
  return {
    name,
    level,
    code,
    namespace: space,
    manifests: [namespace(space), ...manifests],
  };
}

/** Faults and benign states, all made at once; each is a service of its own. */
export const faults: ClusterFault[] = [
  fault('fine', 'healthy', '', [app('fine', { replicas: 2 })]),
  fault('crash-loop', 'down', 'pod.crashLoop', [
    app('crash-loop', {
      container: { command: ['sh', '-c', 'sleep 1; exit 3'] },
    }),
  ]),
  fault('init-crash', 'down', 'pod.crashLoop', [
    app('init-crash', {
      pod: {
        initContainers: [
          { name: 'prepare', image, command: ['sh', '-c', 'exit 1'] },
        ],
      },
    }),
  ]),
  fault('out-of-memory', 'down', 'pod.outOfMemoryLoop', [
    app('out-of-memory', {
      container: {
        command: ['sh', '-c', 'sleep 1; x=a; while true; do x=$x$x; done'],
      },
    }),
  ]),
  fault('bad-image', 'down', 'pod.imagePull', [
    app('bad-image', {
      container: { image: 'docker.io/library/busybox:no-such-tag' },
    }),
  ]),
  fault('unschedulable', 'down', 'pod.unschedulable', [
    app('unschedulable', {
      container: { resources: { requests: { memory: '900Gi' } } },
    }),
  ]),
  fault('failing-probe', 'down', 'pod.readinessFailing', [
    app('failing-probe', {
      container: {
        readinessProbe: { exec: { command: ['false'] }, periodSeconds: 5 },
      },
    }),
  ]),
  fault('missing-secret', 'down', 'pod.containerConfig', [
    app('missing-secret', {
      container: { envFrom: [{ secretRef: { name: 'no-such-secret' } }] },
    }),
  ]),
  fault('stuck-creating', 'down', 'pod.stuckCreating', [
    app('stuck-creating', {
      pod: { volumes: [{ name: 'gone', configMap: { name: 'no-such-map' } }] },
      container: { volumeMounts: [{ name: 'gone', mountPath: '/gone' }] },
    }),
  ]),
  fault('hpa-blind', 'degraded', 'hpa.blind', [
    app('hpa-blind', { container: { resources: {} } }),
    autoscaler('hpa-blind', {}),
  ]),
  fault('hpa-saturated', 'degraded', 'hpa.saturated', [
    app('hpa-saturated', {
      container: {
        command: [
          'sh',
          '-c',
          'while true; do i=0; while [ $i -lt 2000 ]; do i=$((i+1)); done; sleep 1; done',
        ],
        resources: { requests: { cpu: '1m' }, limits: { cpu: '20m' } },
      },
    }),
    autoscaler('hpa-saturated', {}),
  ]),
  fault('hpa-no-target', 'degraded', 'hpa.cannotAct', [
    app('hpa-no-target'),
    autoscaler('hpa-no-target', {
      scaleTargetRef: {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        name: 'somebody-else',
      },
    }),
  ]),
  fault('scaled-to-zero', 'suspended', 'workload.suspended', [
    app('scaled-to-zero', { replicas: 0 }),
  ]),
  fault(
    'quota',
    'down',
    'workload.quotaOrAdmissionBlocked',
    [
      {
        apiVersion: 'v1',
        kind: 'ResourceQuota',
        metadata: { name: 'small', namespace: 'health-faults-quota' },
        spec: { hard: { 'requests.memory': '1Mi' } },
      },
      app('quota', { namespace: 'health-faults-quota' }),
    ],
    'health-faults-quota',
  ),
  {
    name: 'pod-security',
    level: 'down',
    code: 'workload.quotaOrAdmissionBlocked',
    namespace: 'health-faults-restricted',
    manifests: [
      namespace('health-faults-restricted', {
        'pod-security.kubernetes.io/enforce': 'restricted',
      }),
      app('pod-security', { namespace: 'health-faults-restricted' }),
    ],
  },
];
