import { isRecord } from '../api/isRecord';
import { KubernetesManifest } from '../objects/KubernetesManifest';
import { tableOf } from '../store/tableOf';
import { podSpecDefaults } from './podSpecDefaults';

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
  const complete = { ...manifest, spec: defaults(isRecord(spec) ? spec : {}) };
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
