import { KubernetesManifest } from '../kubernetes';
import {
  chartLabels,
  chartSelector,
  ChartTarget,
  imageName,
} from './ChartTarget';

/** The app's objects; before the first image was built only its Service. */
export function appObjects(target: ChartTarget): KubernetesManifest[] {
  const { hpa, pdb, imageTag } = target.values;
  const service = appService(target);
  if (!imageTag) {
    return [service];
  }
  return [
    service,
    appDeployment(target),
    ...(hpa.enabled ? [appAutoscaler(target)] : []),
    ...(pdb.enabled && mostReplicas(target) > 1 ? [appBudget(target)] : []),
  ];
}

function metadata(target: ChartTarget, suffix = '') {
  return {
    name: `${target.name}-app${suffix}`,
    labels: chartLabels(target, 'app'),
  };
}

function mostReplicas({ values }: ChartTarget): number {
  return values.hpa.enabled ? values.hpa.maxReplicas : values.app.replicas;
}

function appService(target: ChartTarget): KubernetesManifest {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: metadata(target, '-svc'),
    spec: {
      type: 'ClusterIP',
      selector: chartSelector(target, 'app'),
      ports: [{ name: 'http', port: 80, targetPort: 'http', protocol: 'TCP' }],
    },
  };
}

function appDeployment(target: ChartTarget): KubernetesManifest {
  const { app, hpa, domain, imageTag } = target.values;
  const link = 'link.argocd.argoproj.io/external-link';
  const version = { 'app.kubernetes.io/version': imageTag.slice(0, 63) };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {
      ...metadata(target),
      labels: { ...chartLabels(target, 'app'), ...version },
      ...(domain ? { annotations: { [link]: `https://${domain}` } } : {}),
    },
    spec: {
      ...(hpa.enabled ? {} : { replicas: app.replicas }),
      revisionHistoryLimit: 5,
      progressDeadlineSeconds: 300,
      strategy: {
        type: 'RollingUpdate',
        rollingUpdate: { maxSurge: app.maxSurge, maxUnavailable: 0 },
      },
      selector: { matchLabels: chartSelector(target, 'app') },
      template: {
        metadata: { labels: { ...chartLabels(target, 'app'), ...version } },
        spec: {
          automountServiceAccountToken: false,
          terminationGracePeriodSeconds: app.terminationGracePeriodSeconds,
          securityContext: {
            runAsNonRoot: true,
            seccompProfile: { type: 'RuntimeDefault' },
          },
          containers: [appContainer(target)],
        },
      },
    },
  };
}

function appContainer(target: ChartTarget) {
  const { app, image, imageTag } = target.values;
  const probe = (path: string, periodSeconds: number) => ({
    httpGet: { path, port: 'http' },
    periodSeconds,
  });
  return {
    name: 'app',
    image: imageName({ ...image, tag: imageTag }),
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    },
    ports: [{ name: 'http', containerPort: 3000 }],
    env: appEnvironment(target),
    startupProbe: { ...probe('/api/livez', 1), failureThreshold: 60 },
    livenessProbe: probe('/api/livez', 10),
    readinessProbe: probe('/api/readyz', 3),
    resources: app.resources,
  };
}

function appEnvironment(target: ChartTarget) {
  const { app, redis } = target.values;
  const external = redis.mode === 'external';
  const variables: Record<string, string> = {
    PORT: '3000',
    HOSTNAME: '0.0.0.0',
    ...(app.maxOldSpaceMegabytes
      ? { NODE_OPTIONS: `--max-old-space-size=${app.maxOldSpaceMegabytes}` }
      : {}),
    REDIS_MODE: external ? 'standalone' : redis.mode,
    REDIS_HOST: external ? redis.external.host : `${target.name}-redis`,
    REDIS_PORT: external ? String(redis.external.port) : '6379',
    ENVIRONMENT: target.values.environment,
    ...app.env,
  };
  return Object.entries(variables).map(([name, value]) => ({ name, value }));
}

function appAutoscaler(target: ChartTarget): KubernetesManifest {
  const { hpa } = target.values;
  const averageUtilization = hpa.targetCpuUtilization;
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: metadata(target),
    spec: {
      scaleTargetRef: {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        name: `${target.name}-app`,
      },
      minReplicas: hpa.minReplicas,
      maxReplicas: hpa.maxReplicas,
      metrics: [
        {
          type: 'Resource',
          resource: {
            name: 'cpu',
            target: { type: 'Utilization', averageUtilization },
          },
        },
      ],
      ...(hpa.behavior ? { behavior: hpa.behavior } : {}),
    },
  };
}

function appBudget(target: ChartTarget): KubernetesManifest {
  const { hpa, app } = target.values;
  const least = hpa.enabled ? hpa.minReplicas : app.replicas;
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: metadata(target),
    spec: {
      maxUnavailable: Math.max(1, Math.floor(least / 4)),
      unhealthyPodEvictionPolicy: 'AlwaysAllow',
      selector: { matchLabels: chartSelector(target, 'app') },
    },
  };
}
