import { createPermission } from '@backstage/plugin-permission-common';

/**
 * Permission to register Applications with Argo CD.
 *
 * @public
 */
export const argocdApplicationCreatePermission = createPermission({
  name: 'argocd.application.create',
  attributes: { action: 'create' },
});

/**
 * Permission to remove Applications from Argo CD.
 *
 * @public
 */
export const argocdApplicationDeletePermission = createPermission({
  name: 'argocd.application.delete',
  attributes: { action: 'delete' },
});

/**
 * Permission to look at Applications: to wait for them, and to ask about them.
 *
 * @public
 */
export const argocdApplicationReadPermission = createPermission({
  name: 'argocd.application.read',
  attributes: { action: 'read' },
});

/**
 * All permissions of the module.
 *
 * @public
 */
export const argocdPermissions = [
  argocdApplicationCreatePermission,
  argocdApplicationDeletePermission,
  argocdApplicationReadPermission,
];
