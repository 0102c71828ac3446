import {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { CATALOG_FILTER_EXISTS } from '@backstage/catalog-client';
import {
  Entity,
  RELATION_OWNED_BY,
  RELATION_PART_OF,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { InputError, NotFoundError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  annotationKubernetesId,
  annotationKubernetesLabelSelector,
  HealthRollup,
  serviceHealthDetailsReadPermission,
  serviceHealthReadPermission,
  summarizeServiceHealth,
} from '@paved-path/backstage-plugin-service-health-common';
import { HealthService } from './HealthService';

/** More than anybody reads on one page; the rest is counted. */
const mostServices = 200;

/** How the parts of such an entity name it. */
const relations: ReadonlyMap<string, string> = new Map([
  ['group', RELATION_OWNED_BY],
  ['user', RELATION_OWNED_BY],
  ['system', RELATION_PART_OF],
  ['domain', RELATION_PART_OF],
]);

/** The services of a team or a system that one reader may ask for. */
export interface RollupScope {
  entityRef: string;
  members: { entity: Entity; details: boolean }[];
  forbidden: number;
  omitted: number;
}

interface RollupServiceOptions {
  catalog: CatalogService;
  permissions: PermissionsService;
  health: HealthService;
}

/** Answers how all services of a team, a system or a domain are. */
export class RollupService {
  readonly #options: RollupServiceOptions;

  static create(options: RollupServiceOptions): RollupService {
    return new RollupService(options);
  }

  private constructor(options: RollupServiceOptions) {
    this.#options = options;
  }

  /**
   * Finds the services with the reader's own credentials, and leaves out those
   * whose health the reader may not see.
   *
   * @throws NotFoundError - when the reader cannot see the entity
   * @throws InputError - when such an entity has no services
   */
  async open(
    entityRef: string,
    credentials: BackstageCredentials,
  ): Promise<RollupScope> {
    const { catalog } = this.#options;
    const entity = await catalog.getEntityByRef(entityRef, { credentials });
    if (!entity) {
      throw new NotFoundError(
        `Cannot find entity "${entityRef}": it does not exist, or you may not see it`,
      );
    }
    const found = await this.#findServices(entity, credentials);
    const members = await this.#authorize(found.entities, credentials);
    return {
      entityRef: stringifyEntityRef(entity),
      members,
      forbidden: found.entities.length - members.length,
      omitted: found.total - found.entities.length,
    };
  }

  /** How they are now. */
  async rollup(scope: RollupScope): Promise<HealthRollup> {
    const { health } = this.#options;
    const answers = await Promise.all(
      scope.members.map(async ({ entity, details }) =>
        summarizeServiceHealth(
          await health.health(entity, { details }),
          entity.metadata.title ?? entity.metadata.name,
        ),
      ),
    );
    const services = answers.flatMap(answer => answer ?? []);
    return {
      entityRef: scope.entityRef,
      services,
      notSetUp: answers.length - services.length,
      forbidden: scope.forbidden,
      omitted: scope.omitted,
      generatedAt: new Date().toISOString(),
    };
  }

  /** Calls back when something of any of its services changed. */
  subscribe(scope: RollupScope, listener: () => void): () => void {
    const stops = scope.members.map(({ entity }) =>
      this.#options.health.subscribe(entity, listener),
    );
    return () => stops.forEach(stop => stop());
  }

  /** Services, and whatever else is linked to a cluster. */
  async #findServices(entity: Entity, credentials: BackstageCredentials) {
    const { catalog } = this.#options;
    const relation = relations.get(entity.kind.toLocaleLowerCase('en-US'));
    if (relation === undefined) {
      throw new InputError(
        `Cannot sum up the health of "${stringifyEntityRef(
          entity,
        )}": ask for a group, a user, a system or a domain`,
      );
    }
    const wholes = await this.#wholesOf(entity, credentials);
    const linked = [annotationKubernetesId, annotationKubernetesLabelSelector];
    const conditions = [
      { 'spec.type': 'service' },
      ...linked.map(annotation => ({
        [`metadata.annotations.${annotation}`]: CATALOG_FILTER_EXISTS,
      })),
    ];
    const { items, totalItems } = await catalog.queryEntities(
      {
        filter: conditions.map(condition => ({
          kind: 'component',
          ...condition,
          [`relations.${relation}`]: wholes,
        })),
        fields: ['apiVersion', 'kind', 'metadata'],
        orderFields: { field: 'metadata.name', order: 'asc' },
        limit: mostServices,
      },
      { credentials },
    );
    return { entities: items, total: totalItems };
  }

  /** The entity, and the systems of a domain. */
  async #wholesOf(
    entity: Entity,
    credentials: BackstageCredentials,
  ): Promise<string[]> {
    const own = stringifyEntityRef(entity);
    if (entity.kind.toLocaleLowerCase('en-US') !== 'domain') {
      return [own];
    }
    const { items } = await this.#options.catalog.getEntities(
      {
        filter: { kind: 'system', [`relations.${RELATION_PART_OF}`]: own },
        fields: ['kind', 'metadata.name', 'metadata.namespace'],
      },
      { credentials },
    );
    return [own, ...items.map(system => stringifyEntityRef(system))];
  }

  async #authorize(entities: Entity[], credentials: BackstageCredentials) {
    const ask = async (permission: typeof serviceHealthReadPermission) =>
      entities.length === 0
        ? []
        : this.#options.permissions.authorize(
            entities.map(entity => ({
              permission,
              resourceRef: stringifyEntityRef(entity),
            })),
            { credentials },
          );
    const read = await ask(serviceHealthReadPermission);
    const details = await ask(serviceHealthDetailsReadPermission);
    return entities.flatMap((entity, index) =>
      read[index].result === AuthorizeResult.ALLOW
        ? [
            {
              entity,
              details: details[index].result === AuthorizeResult.ALLOW,
            },
          ]
        : [],
    );
  }
}
