export { scaffolderModuleRepository as default } from './module';
export { describeRepository } from './hosts/describeRepository';
export type { Repository, RepositoryHostType } from './hosts/Repository';
