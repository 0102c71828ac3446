import { createPermission } from '@backstage/plugin-permission-common';

/** Permission to register Applications with Argo CD. */
export const argocdApplicationCreatePermission = createPermission({
  name: 'argocd.application.create',
  attributes: { action: 'create' },
});

/** Permission to remove Applications from Argo CD. */
export const argocdApplicationDeletePermission = createPermission({
  name: 'argocd.application.delete',
  attributes: { action: 'delete' },
});

/** Permission to look at Applications: to wait for them, and to ask about them. */
export const argocdApplicationReadPermission = createPermission({
  name: 'argocd.application.read',
  attributes: { action: 'read' },
});

/** All permissions of the module. */
export const argocdPermissions = [
  argocdApplicationCreatePermission,
  argocdApplicationDeletePermission,
  argocdApplicationReadPermission,
];
