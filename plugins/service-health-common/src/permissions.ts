import { createPermission } from '@backstage/plugin-permission-common';

/**
 * Resource type of both permissions: the catalog entity, so that the
 * catalog's own rules (`isEntityOwner` and the like) decide on them.
 *
 * @public
 */
export const resourceTypeCatalogEntity = 'catalog-entity';

/** Lets a user see the verdict of a service. @public */
export const serviceHealthReadPermission = createPermission({
  name: 'service-health.read',
  attributes: { action: 'read' },
  resourceType: resourceTypeCatalogEntity,
});

/** Lets a user see names, evidence and raw messages too. @public */
export const serviceHealthDetailsReadPermission = createPermission({
  name: 'service-health.details.read',
  attributes: { action: 'read' },
  resourceType: resourceTypeCatalogEntity,
});

/** All permissions of the plugin. @public */
export const serviceHealthPermissions = [
  serviceHealthReadPermission,
  serviceHealthDetailsReadPermission,
];
