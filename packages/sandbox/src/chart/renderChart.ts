import { KubernetesManifest } from '../kubernetes';
import { ChartRequest } from './ChartRequest';
import { renderWithHelm } from './renderWithHelm';
import { renderWithoutHelm } from './renderWithoutHelm';

/** Kinds that live outside of namespaces. */
const clusterKinds = new Set([
  'Namespace',
  'ClusterRole',
  'ClusterRoleBinding',
  'ClusterSecretStore',
  'CustomResourceDefinition',
  'PersistentVolume',
  'PriorityClass',
  'StorageClass',
]);

/**
 * Render a chart as Argo CD does: with `helm template` where helm is at hand,
 * else only the workloads that the golden path's own chart has.
 */
export async function renderChart(
  request: ChartRequest,
  signal: AbortSignal,
): Promise<KubernetesManifest[]> {
  const manifests = request.helm
    ? await renderWithHelm(request, request.helm, signal)
    : await renderWithoutHelm(request);
  return manifests
    .filter(({ metadata }) => !isHook(metadata.annotations))
    .map(manifest =>
      clusterKinds.has(manifest.kind) || manifest.metadata.namespace
        ? manifest
        : {
            ...manifest,
            metadata: { ...manifest.metadata, namespace: request.namespace },
          },
    );
}

/** Hooks, such as the pods of `helm test`, are no part of what is synced. */
function isHook(annotations: Record<string, string> | undefined): boolean {
  return annotations?.['helm.sh/hook'] !== undefined;
}
