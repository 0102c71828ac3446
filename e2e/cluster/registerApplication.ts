import { ArgoCd } from './ArgoCd';

const server = 'https://kubernetes.default.svc';

/** Registers one environment with Argo CD as the template does, in a project of the service's own. */
export async function registerApplication(
  argocd: ArgoCd,
  options: {
    name: string;
    environment: string;
    namespace: string;
    cloneUrl: string;
  },
): Promise<void> {
  const { name, environment, namespace, cloneUrl } = options;
  await argocd.call('POST', '/api/v1/projects?upsert=true', {
    upsert: true,
    project: {
      metadata: { name },
      spec: {
        sourceRepos: [cloneUrl],
        destinations: [{ server, namespace: `${name}*` }],
        clusterResourceWhitelist: [{ group: '', kind: 'Namespace' }],
      },
    },
  });
  await argocd.call('POST', '/api/v1/applications', {
    metadata: { name: `${name}-${environment}` },
    spec: {
      project: name,
      source: {
        repoURL: cloneUrl,
        targetRevision: 'main',
        path: 'ops/charts',
        helm: {
          releaseName: name,
          valueFiles: [`env/${environment}/values.yaml`],
        },
      },
      destination: { server, namespace },
      syncPolicy: {
        automated: { selfHeal: true },
        managedNamespaceMetadata: {
          labels: { 'pod-security.kubernetes.io/enforce': 'restricted' },
        },
        syncOptions: ['CreateNamespace=true'],
      },
    },
  });
}
