import { KubernetesDouble } from '@paved-path/sandbox';

/** Pods of each service. */
export const podsPerService = 3;

const since = '2026-11-20T03:07:00Z';

/** The Deployment of a service, at a version. */
export function applyDeployment(
  cluster: KubernetesDouble,
  name: string,
  version: string,
): void {
  const labels = labelsOf(name);
  cluster.apply({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: name, labels },
    spec: {
      replicas: podsPerService,
      selector: { matchLabels: { app: name } },
      template: {
        metadata: { labels },
        spec: {
          containers: [{ name: 'main', image: `ghcr.io/acme/app:${version}` }],
        },
      },
    },
    status: {
      observedGeneration: 1,
      replicas: podsPerService,
      readyReplicas: podsPerService,
      availableReplicas: podsPerService,
      updatedReplicas: podsPerService,
      conditions: [
        { type: 'Available', status: 'True', lastTransitionTime: since },
      ],
    },
  });
}

/** One pod of a service, ready or not. */
export function applyPod(
  cluster: KubernetesDouble,
  name: string,
  index: number,
  ready: boolean,
): void {
  cluster.apply({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: `${name}-5d8f-${index}`,
      namespace: name,
      labels: { ...labelsOf(name), 'pod-template-hash': '5d8f' },
    },
    spec: {
      nodeName: `node-${index}`,
      containers: [{ name: 'main', image: 'ghcr.io/acme/app:1.0.0' }],
    },
    status: {
      phase: 'Running',
      startTime: since,
      conditions: [
        {
          type: 'Ready',
          status: ready ? 'True' : 'False',
          lastTransitionTime: since,
        },
      ],
      containerStatuses: [
        {
          name: 'main',
          image: 'ghcr.io/acme/app:1.0.0',
          ready,
          restartCount: 0,
          state: { running: { startedAt: since } },
        },
      ],
    },
  });
}

/** All that a service has in its cluster: Deployment, pods, autoscaler. */
export function applyService(cluster: KubernetesDouble, name: string): void {
  applyDeployment(cluster, name, '1.0.0');
  for (let index = 0; index < podsPerService; index += 1) {
    applyPod(cluster, name, index, true);
  }
  cluster.apply({
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name, namespace: name, labels: labelsOf(name) },
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name },
      minReplicas: podsPerService,
      maxReplicas: 10,
      metrics: [
        {
          type: 'Resource',
          resource: {
            name: 'cpu',
            target: { type: 'Utilization', averageUtilization: 60 },
          },
        },
      ],
    },
    status: {
      currentReplicas: podsPerService,
      desiredReplicas: podsPerService,
      currentMetrics: [
        {
          type: 'Resource',
          resource: {
            name: 'cpu',
            current: { averageUtilization: 20, averageValue: '50m' },
          },
        },
      ],
      conditions: [
        { type: 'AbleToScale', status: 'True', lastTransitionTime: since },
        { type: 'ScalingActive', status: 'True', lastTransitionTime: since },
      ],
    },
  });
}

function labelsOf(name: string) {
  return { app: name, 'backstage.io/kubernetes-id': name };
}
