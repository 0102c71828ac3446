import { KubernetesObject } from '../argocd';
import { KubernetesManifest } from '../kubernetes';

/** Argo CD's own mark, by which it knows what is its. */
export function trackedMetadata(
  object: KubernetesObject,
  owner: { application: string; namespace: string },
): KubernetesManifest['metadata'] {
  const { apiVersion, kind, metadata } = object;
  if (kind === 'Namespace') {
    return { ...plainMetadata(metadata) };
  }
  const group = apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
  const namespace = metadata.namespace ?? owner.namespace;
  const id = `${owner.application}:${group}/${kind}:${namespace}/${metadata.name}`;
  const annotations = {
    ...metadata.annotations,
    'argocd.argoproj.io/tracking-id': id,
  };
  return { ...plainMetadata(metadata), annotations };
}

function plainMetadata(metadata: KubernetesObject['metadata']) {
  const { name, namespace, labels, annotations } = metadata;
  return {
    name,
    ...(namespace ? { namespace } : {}),
    ...(labels ? { labels } : {}),
    ...(annotations ? { annotations } : {}),
  };
}
