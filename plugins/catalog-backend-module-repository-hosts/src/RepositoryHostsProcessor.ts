import { Entity } from '@backstage/catalog-model';
import { CatalogProcessor } from '@backstage/plugin-catalog-node';
import { JsonObject, JsonValue } from '@backstage/types';

/**
 * Writes the portal's Git hosts, and the owners it allows, into every `RepoUrlPicker` of a template
 * that names none.
 * The scaffolder's picker offers nothing without that list, and a template that is shared between
 * portals cannot know it.
 */
export class RepositoryHostsProcessor implements CatalogProcessor {
  readonly #options: JsonObject;

  constructor(options: { hosts: string[]; owners?: string[] }) {
    const { hosts, owners } = options;
    this.#options = {
      allowedHosts: hosts,
      ...(owners && { allowedOwners: owners }),
    };
  }

  getProcessorName(): string {
    return 'RepositoryHostsProcessor';
  }

  async preProcessEntity(entity: Entity): Promise<Entity> {
    if (entity.kind !== 'Template' || !entity.spec) {
      return entity;
    }
    const parameters = this.#withHosts(entity.spec.parameters);
    return parameters === undefined
      ? entity
      : { ...entity, spec: { ...entity.spec, parameters } };
  }

  #withHosts(value: JsonValue | undefined): JsonValue | undefined {
    if (Array.isArray(value)) {
      return value.map(item => this.#withHosts(item) ?? item);
    }
    if (!isJsonObject(value)) {
      return value;
    }
    const copy = Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, this.#withHosts(item)]),
    );
    if (value['ui:field'] !== 'RepoUrlPicker') {
      return copy;
    }
    const options = isJsonObject(copy['ui:options']) ? copy['ui:options'] : {};
    return {
      ...copy,
      'ui:options': { ...this.#options, ...options },
    };
  }
}

function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
