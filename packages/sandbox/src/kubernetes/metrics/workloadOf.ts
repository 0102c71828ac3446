import { Pod } from '../objects/Pod';

/** Name of the Deployment or StatefulSet that a pod belongs to; the pod's own when it has no owner. */
export function workloadOf({ metadata }: Pod): string {
  const owner = metadata.ownerReferences?.find(({ controller }) => controller);
  if (!owner) return metadata.name;
  const hash = metadata.labels?.['pod-template-hash'];
  return owner.kind === 'ReplicaSet' && hash
    ? owner.name.slice(0, -hash.length - 1)
    : owner.name;
}
