import { isPodReady } from '../objects/isPodReady';
import { KubernetesObject } from '../objects/KubernetesObject';
import { Pod } from '../objects/Pod';
import { ObjectStore } from '../store/ObjectStore';
import { isOwnedBy } from './ownedBy';

/** Pods that an object made, ended ones included. */
export function podsOf(owner: KubernetesObject, store: ObjectStore): Pod[] {
  return store
    .list('Pod', owner.metadata.namespace)
    .filter(pod => isOwnedBy(pod, owner));
}

/** Tells whether a pod still counts as a replica. */
export function isActive({ metadata, status }: Pod): boolean {
  return (
    metadata.deletionTimestamp === undefined &&
    status?.phase !== 'Failed' &&
    status?.phase !== 'Succeeded'
  );
}

/** Milliseconds until a pod counts as available: 0 when it does, `undefined` while it is not even ready. */
export function untilAvailable(
  pod: Pod,
  minReadySeconds: number,
  now: number,
): number | undefined {
  if (!isPodReady(pod)) return undefined;
  const ready = pod.status?.conditions?.find(({ type }) => type === 'Ready');
  const since = Date.parse(ready?.lastTransitionTime ?? '') || now;
  return Math.max(0, since + minReadySeconds * 1000 - now);
}
