export * from './GitHost';
export * from './RepositoryName';
export * from './startGitHost';
