import { KnownKinds } from '../objects/KnownKinds';

/** Tables of the kinds that the controllers work on. */
export const knownTables: Readonly<Record<keyof KnownKinds, string>> = {
  Pod: '/Pod',
  Node: '/Node',
  Namespace: '/Namespace',
  Event: '/Event',
  Service: '/Service',
  PersistentVolumeClaim: '/PersistentVolumeClaim',
  ResourceQuota: '/ResourceQuota',
  Deployment: 'apps/Deployment',
  ReplicaSet: 'apps/ReplicaSet',
  StatefulSet: 'apps/StatefulSet',
  HorizontalPodAutoscaler: 'autoscaling/HorizontalPodAutoscaler',
  PodDisruptionBudget: 'policy/PodDisruptionBudget',
};
