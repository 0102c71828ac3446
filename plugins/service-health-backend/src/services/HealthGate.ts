import {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  serviceHealthDetailsReadPermission,
  serviceHealthReadPermission,
} from '@paved-path/backstage-plugin-service-health-common';

interface HealthGateOptions {
  catalog: CatalogService;
  permissions: PermissionsService;
}

/** Decides who may ask for which entity, and how much they see. */
export class HealthGate {
  readonly #options: HealthGateOptions;

  static create(options: HealthGateOptions): HealthGate {
    return new HealthGate(options);
  }

  private constructor(options: HealthGateOptions) {
    this.#options = options;
  }

  /** The entity, read with the reader's own credentials, and their rights on it. */
  async open(
    entityRef: string,
    credentials: BackstageCredentials,
  ): Promise<{ entity: Entity; details: boolean }> {
    const { catalog, permissions } = this.#options;
    const entity = await catalog.getEntityByRef(entityRef, { credentials });
    if (!entity) {
      throw new NotFoundError(
        `Cannot find entity "${entityRef}": it does not exist, or you may not see it`,
      );
    }
    const resourceRef = stringifyEntityRef(entity);
    const [read, details] = await permissions.authorize(
      [
        { permission: serviceHealthReadPermission, resourceRef },
        { permission: serviceHealthDetailsReadPermission, resourceRef },
      ],
      { credentials },
    );
    if (read.result !== AuthorizeResult.ALLOW) {
      throw new NotAllowedError(
        `Cannot show the health of "${resourceRef}": ask its owner for the permission "${serviceHealthReadPermission.name}"`,
      );
    }
    return { entity, details: details.result === AuthorizeResult.ALLOW };
  }
}
