/**
 * Scaffolder actions that register a repository with Argo CD, wait until it is
 * healthy, and leave nothing half-made.
 *
 * @packageDocumentation
 */
export { scaffolderModuleArgocd as default } from './module';
export {
  argocdApplicationCreatePermission,
  argocdApplicationDeletePermission,
  argocdApplicationReadPermission,
  argocdPermissions,
} from './permissions';
