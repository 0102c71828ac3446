export * from './argocd';
export * from './kubernetes';
