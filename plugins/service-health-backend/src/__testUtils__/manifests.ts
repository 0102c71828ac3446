import type { KubernetesManifest } from '@paved-path/sandbox';

interface ManifestOptions {
  replicas?: number;
  id?: string;
  component?: string;
  namespace?: string;
  image?: string;
  link?: string;
}

/** A Deployment as the golden path's chart makes it. */
export function deployment(
  name: string,
  options: ManifestOptions = {},
): KubernetesManifest {
  return workload('Deployment', name, options);
}

/** A StatefulSet as the golden path's chart makes it. */
export function statefulSet(
  name: string,
  options: ManifestOptions = {},
): KubernetesManifest {
  return workload('StatefulSet', name, options);
}

function workload(
  kind: 'Deployment' | 'StatefulSet',
  name: string,
  options: ManifestOptions,
): KubernetesManifest {
  const {
    id = name,
    component = 'app',
    namespace = id,
    replicas = 1,
    link,
  } = options;
  const labels = {
    'app.kubernetes.io/name': id,
    'app.kubernetes.io/component': component,
    'backstage.io/kubernetes-id': id,
  };
  return {
    apiVersion: 'apps/v1',
    kind,
    metadata: {
      name,
      namespace,
      labels,
      annotations: link
        ? { 'link.argocd.argoproj.io/external-link': link }
        : {},
    },
    spec: {
      replicas,
      serviceName: name,
      selector: {
        matchLabels: {
          'app.kubernetes.io/name': id,
          'app.kubernetes.io/component': component,
        },
      },
      template: {
        metadata: { labels },
        spec: {
          containers: [
            {
              name: 'main',
              image: options.image ?? 'example.com/visits:1.0.0',
              resources: {
                requests: { cpu: '100m', memory: '64Mi' },
                limits: { memory: '64Mi' },
              },
            },
          ],
        },
      },
    },
  };
}
