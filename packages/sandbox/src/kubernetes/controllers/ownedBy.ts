import { KubernetesObject, OwnerReference } from '../objects/KubernetesObject';

/** Tells whether an object was made by another. */
export function isOwnedBy(
  { metadata }: KubernetesObject,
  owner: KubernetesObject,
): boolean {
  return (metadata.ownerReferences ?? []).some(
    ({ uid }) => uid === owner.metadata.uid,
  );
}

/** Points to the object that makes another one. */
export function controllerReference(owner: KubernetesObject): OwnerReference {
  return {
    apiVersion: owner.apiVersion,
    kind: owner.kind,
    name: owner.metadata.name,
    uid: owner.metadata.uid,
    controller: true,
    blockOwnerDeletion: true,
  };
}
