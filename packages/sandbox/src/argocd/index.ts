export * from './Application';
export * from './ApplicationReconciler';
export * from './ArgocdDouble';
export * from './KubernetesObject';
export * from './Repository';
