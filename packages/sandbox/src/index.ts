export * from './argocd';
export * from './git';
export * from './kubernetes';
// Both doubles have these; the cluster's are the more exact ones.
export type { KubernetesObject, ObjectMetadata } from './kubernetes';
export { anyFreePort } from './process/freePort';
