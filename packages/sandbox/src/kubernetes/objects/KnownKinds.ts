import { HorizontalPodAutoscaler } from './HorizontalPodAutoscaler';
import { KubernetesEvent } from './KubernetesEvent';
import { KubernetesObject } from './KubernetesObject';
import { Node } from './Node';
import { Pod } from './Pod';
import { PodDisruptionBudget } from './PodDisruptionBudget';
import { ResourceQuota } from './ResourceQuota';
import { Deployment, ReplicaSet, StatefulSet } from './Workload';

/**
 * The kinds whose objects the double's controllers read or write.
 *
 * @public
 */
export interface KnownKinds {
  Pod: Pod;
  Node: Node;
  Namespace: KubernetesObject;
  Event: KubernetesEvent;
  Service: KubernetesObject;
  PersistentVolumeClaim: KubernetesObject;
  ResourceQuota: ResourceQuota;
  Deployment: Deployment;
  ReplicaSet: ReplicaSet;
  StatefulSet: StatefulSet;
  HorizontalPodAutoscaler: HorizontalPodAutoscaler;
  PodDisruptionBudget: PodDisruptionBudget;
}

/**
 * Narrows an object by its kind.
 *
 * @public
 */
export function isKind<K extends keyof KnownKinds>(
  kind: K,
  object: KubernetesObject,
): object is KnownKinds[K] {
  return object.kind === kind;
}
