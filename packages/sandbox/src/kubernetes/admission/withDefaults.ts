import { isRecord } from '../api/isRecord';
import { KubernetesManifest } from '../objects/KubernetesManifest';
import { tableOf } from '../store/tableOf';
import { isPodManifest } from './isPodManifest';
import { podSpecDefaults } from './podSpecDefaults';
import { qualityOfService } from './qualityOfService';

type Spec = Record<string, unknown>;

const rollingUpdate = { maxSurge: '25%', maxUnavailable: '25%' };

const defaultsByTable: Record<string, (spec: Spec) => Spec> = {
  '/Pod': podSpecDefaults,
  '/Namespace': spec => ({ finalizers: ['kubernetes'], ...spec }),
  '/Service': spec => ({
    type: 'ClusterIP',
    sessionAffinity: 'None',
    internalTrafficPolicy: 'Cluster',
    ipFamilies: ['IPv4'],
    ipFamilyPolicy: 'SingleStack',
    ...spec,
  }),
  'apps/Deployment': spec => ({
    replicas: 1,
    revisionHistoryLimit: 10,
    progressDeadlineSeconds: 600,
    ...spec,
    strategy: strategyOf(spec.strategy),
    template: templateOf(spec.template),
  }),
  'apps/ReplicaSet': spec => ({ replicas: 1, ...spec }),
  'apps/StatefulSet': spec => ({
    replicas: 1,
    podManagementPolicy: 'OrderedReady',
    revisionHistoryLimit: 10,
    updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 0 } },
    ...spec,
    template: templateOf(spec.template),
  }),
  'autoscaling/HorizontalPodAutoscaler': spec => ({ minReplicas: 1, ...spec }),
};

/** Fills in what an API server fills in. */
export function withDefaults(manifest: KubernetesManifest): KubernetesManifest {
  const { apiVersion, kind, metadata, spec } = manifest;
  const defaults = defaultsByTable[tableOf(apiVersion, kind)];
  if (!defaults) return manifest;
  const complete = {
    ...manifest,
    spec: defaults(isRecord(spec) ? spec : {}),
    ...firstStatus(manifest),
  };
  if (kind !== 'Namespace') return complete;
  const labels = {
    'kubernetes.io/metadata.name': metadata.name ?? '',
    ...metadata.labels,
  };
  return {
    ...complete,
    metadata: { ...metadata, labels },
    status: { phase: 'Active' },
  };
}

// Objects are born with a status; a pod's says nothing but that it is new.
function firstStatus(manifest: KubernetesManifest): { status?: unknown } {
  if ('status' in manifest) return {};
  switch (manifest.kind) {
    case 'Pod': {
      if (!isPodManifest(manifest)) return {};
      const qosClass = qualityOfService(manifest.spec);
      return { status: { phase: 'Pending', qosClass } };
    }
    case 'HorizontalPodAutoscaler':
      return { status: { currentMetrics: null, desiredReplicas: 0 } };
    case 'Deployment':
      return { status: {} };
    case 'ReplicaSet':
      return { status: { replicas: 0 } };
    case 'StatefulSet':
      return { status: { availableReplicas: 0, replicas: 0 } };
    default:
      return {};
  }
}

function strategyOf(strategy: unknown): unknown {
  if (!isRecord(strategy)) return { type: 'RollingUpdate', rollingUpdate };
  if (strategy.type === 'Recreate') return strategy;
  const given = isRecord(strategy.rollingUpdate) ? strategy.rollingUpdate : {};
  return {
    type: 'RollingUpdate',
    ...strategy,
    rollingUpdate: { ...rollingUpdate, ...given },
  };
}

function templateOf(template: unknown): unknown {
  if (!isRecord(template)) return template;
  const spec = isRecord(template.spec) ? template.spec : {};
  return { ...template, spec: podSpecDefaults(spec) };
}
