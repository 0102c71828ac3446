import { KubernetesManifest } from '../objects/KubernetesManifest';

const labels = {
  'app.kubernetes.io/name': 'visits',
  'app.kubernetes.io/component': 'app',
  'backstage.io/kubernetes-id': 'visits',
};
const metadata = { name: 'visits-app', namespace: 'shop', labels };

/** The Deployment of a small service. */
export const visitsDeployment: KubernetesManifest = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata,
  spec: {
    replicas: 3,
    selector: { matchLabels: labels },
    template: {
      metadata: { labels },
      spec: {
        containers: [
          {
            name: 'app',
            image: 'ghcr.io/acme/visits:1',
            resources: {
              requests: { cpu: '100m', memory: '128Mi' },
              limits: { memory: '256Mi' },
            },
          },
        ],
      },
    },
  },
};

/** Its autoscaler. */
export const visitsAutoscaler: KubernetesManifest = {
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
  metadata,
  spec: {
    scaleTargetRef: {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      name: 'visits-app',
    },
    minReplicas: 3,
    maxReplicas: 6,
    metrics: [
      {
        type: 'Resource',
        resource: {
          name: 'cpu',
          target: { type: 'Utilization', averageUtilization: 80 },
        },
      },
    ],
    behavior: { scaleDown: { stabilizationWindowSeconds: 30 } },
  },
};

/** Its disruption budget. */
export const visitsBudget: KubernetesManifest = {
  apiVersion: 'policy/v1',
  kind: 'PodDisruptionBudget',
  metadata,
  spec: { maxUnavailable: 1, selector: { matchLabels: labels } },
};

/** A pod that no controller touches. */
export function stillPod(name: string, namespace = 'shop'): KubernetesManifest {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace, labels: { ...labels, index: name } },
    spec: { containers: [{ name: 'app', image: 'ghcr.io/acme/visits:1' }] },
    status: { phase: 'Running' },
  };
}
