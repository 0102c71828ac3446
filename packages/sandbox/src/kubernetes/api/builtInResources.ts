import { ApiResource } from './ApiResource';

function resources(
  group: string,
  version: string,
  entries: [kind: string, plural: string, more?: Partial<ApiResource>][],
): ApiResource[] {
  return entries.map(([kind, plural, more]) => ({
    group,
    version,
    kind,
    plural,
    namespaced: true,
    ...more,
  }));
}

const clusterWide = { namespaced: false };
const scalable = { subresources: ['status', 'scale'] };
const withStatus = { subresources: ['status'] };

/** The resources that the double serves from the start. */
export const builtInResources: readonly ApiResource[] = [
  ...resources('', 'v1', [
    ['Namespace', 'namespaces', { ...clusterWide, shortNames: ['ns'] }],
    ['Node', 'nodes', { ...clusterWide, ...withStatus, shortNames: ['no'] }],
    [
      'Pod',
      'pods',
      { shortNames: ['po'], subresources: ['status', 'log', 'eviction'] },
    ],
    ['Service', 'services', { ...withStatus, shortNames: ['svc'] }],
    ['Event', 'events', { shortNames: ['ev'] }],
    ['ConfigMap', 'configmaps', { shortNames: ['cm'] }],
    ['Secret', 'secrets'],
    ['Endpoints', 'endpoints', { shortNames: ['ep'] }],
    ['ServiceAccount', 'serviceaccounts', { shortNames: ['sa'] }],
    [
      'PersistentVolumeClaim',
      'persistentvolumeclaims',
      { ...withStatus, shortNames: ['pvc'] },
    ],
    [
      'ResourceQuota',
      'resourcequotas',
      { ...withStatus, shortNames: ['quota'] },
    ],
    ['LimitRange', 'limitranges', { shortNames: ['limits'] }],
  ]),
  ...resources('apps', 'v1', [
    ['Deployment', 'deployments', { ...scalable, shortNames: ['deploy'] }],
    ['ReplicaSet', 'replicasets', { ...scalable, shortNames: ['rs'] }],
    ['StatefulSet', 'statefulsets', { ...scalable, shortNames: ['sts'] }],
    ['DaemonSet', 'daemonsets', { ...withStatus, shortNames: ['ds'] }],
  ]),
  ...resources('autoscaling', 'v2', [
    [
      'HorizontalPodAutoscaler',
      'horizontalpodautoscalers',
      { ...withStatus, shortNames: ['hpa'] },
    ],
  ]),
  ...resources('policy', 'v1', [
    [
      'PodDisruptionBudget',
      'poddisruptionbudgets',
      { ...withStatus, shortNames: ['pdb'] },
    ],
  ]),
  ...resources('batch', 'v1', [
    ['Job', 'jobs', withStatus],
    ['CronJob', 'cronjobs', { ...withStatus, shortNames: ['cj'] }],
  ]),
  ...resources('networking.k8s.io', 'v1', [
    ['Ingress', 'ingresses', { ...withStatus, shortNames: ['ing'] }],
    ['NetworkPolicy', 'networkpolicies', { shortNames: ['netpol'] }],
  ]),
  ...resources('metrics.k8s.io', 'v1beta1', [
    ['PodMetrics', 'pods'],
    ['NodeMetrics', 'nodes', clusterWide],
  ]),
];
