/**
 * Scaffolder actions that look at a repository before and after it is published.
 *
 * @packageDocumentation
 */
export { scaffolderModuleRepository as default } from './module';
export { describeRepository } from './hosts/describeRepository';
export type { Repository, RepositoryHostType } from './hosts/Repository';
