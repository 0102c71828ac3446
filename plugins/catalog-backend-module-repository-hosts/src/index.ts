export { catalogModuleRepositoryHosts as default } from './module';
