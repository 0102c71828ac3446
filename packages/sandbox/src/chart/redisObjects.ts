import { KubernetesManifest } from '../kubernetes';
import {
  chartLabels,
  chartSelector,
  ChartTarget,
  imageName,
} from './ChartTarget';

/** The objects of the Redis that a chart runs itself; none when it is external. */
export function redisObjects(target: ChartTarget): KubernetesManifest[] {
  const { redis, pdb } = target.values;
  if (redis.mode === 'external') {
    return [];
  }
  return [
    redisService(target, false),
    redisService(target, true),
    redisStatefulSet(target),
    ...(redis.mode === 'cluster' && pdb.enabled ? [redisBudget(target)] : []),
  ];
}

function metadata(target: ChartTarget, suffix = '') {
  return {
    name: `${target.name}-redis${suffix}`,
    labels: chartLabels(target, 'redis'),
  };
}

function redisService(
  target: ChartTarget,
  headless: boolean,
): KubernetesManifest {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: metadata(target, headless ? '-headless' : ''),
    spec: {
      type: 'ClusterIP',
      ...(headless
        ? { clusterIP: 'None', publishNotReadyAddresses: true }
        : {}),
      selector: chartSelector(target, 'redis'),
      ports: [
        { name: 'redis', port: 6379, targetPort: 'redis', protocol: 'TCP' },
      ],
    },
  };
}

function redisStatefulSet(target: ChartTarget): KubernetesManifest {
  const { redis } = target.values;
  const { primaries, replicasPerPrimary } = redis.cluster;
  const isCluster = redis.mode === 'cluster';
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: metadata(target),
    spec: {
      replicas: isCluster ? primaries * (1 + replicasPerPrimary) : 1,
      serviceName: `${target.name}-redis-headless`,
      podManagementPolicy: 'Parallel',
      updateStrategy: { type: 'RollingUpdate' },
      selector: { matchLabels: chartSelector(target, 'redis') },
      template: {
        metadata: { labels: chartLabels(target, 'redis') },
        spec: {
          automountServiceAccountToken: false,
          terminationGracePeriodSeconds: 60,
          securityContext: {
            runAsNonRoot: true,
            seccompProfile: { type: 'RuntimeDefault' },
          },
          containers: [
            {
              name: 'redis',
              image: imageName(redis.image),
              securityContext: {
                allowPrivilegeEscalation: false,
                capabilities: { drop: ['ALL'] },
              },
              ports: [{ name: 'redis', containerPort: 6379 }],
              resources: redis.resources,
            },
          ],
        },
      },
    },
  };
}

function redisBudget(target: ChartTarget): KubernetesManifest {
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: metadata(target),
    spec: {
      maxUnavailable: 1,
      unhealthyPodEvictionPolicy: 'AlwaysAllow',
      selector: { matchLabels: chartSelector(target, 'redis') },
    },
  };
}
