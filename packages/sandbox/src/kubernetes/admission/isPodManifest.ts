import { KubernetesManifest } from '../objects/KubernetesManifest';
import { PodSpec } from '../objects/Pod';

/** Tells whether a manifest is a pod's. */
export function isPodManifest(
  manifest: KubernetesManifest,
): manifest is KubernetesManifest & { spec: PodSpec } {
  return manifest.kind === 'Pod' && manifest.apiVersion === 'v1';
}
