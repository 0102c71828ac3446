import { Application } from './Application';
import { KubernetesObject } from './KubernetesObject';

/** The namespace that `CreateNamespace=true` asks for, if it does. */
export function namespaceObject(application: Application): KubernetesObject[] {
  const { destination, syncPolicy } = application.spec;
  if (
    !destination.namespace ||
    !syncPolicy?.syncOptions?.includes('CreateNamespace=true')
  ) {
    return [];
  }
  return [
    {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: {
        name: destination.namespace,
        ...syncPolicy.managedNamespaceMetadata,
      },
    },
  ];
}
