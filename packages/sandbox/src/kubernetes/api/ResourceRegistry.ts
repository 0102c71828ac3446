import { KubernetesManifest } from '../objects/KubernetesManifest';
import { ApiResource } from './ApiResource';
import { builtInResources } from './builtInResources';

/** The resources that are served; kinds that are applied without being known are added as custom ones. */
export class ResourceRegistry {
  readonly #resources: ApiResource[];

  static create(): ResourceRegistry {
    return new ResourceRegistry([...builtInResources]);
  }

  private constructor(resources: ApiResource[]) {
    this.#resources = resources;
  }

  all(): readonly ApiResource[] {
    return this.#resources;
  }

  byPath(
    group: string,
    version: string,
    plural: string,
  ): ApiResource | undefined {
    return this.#resources.find(
      resource =>
        resource.group === group &&
        resource.version === version &&
        resource.plural === plural,
    );
  }

  /** Finds by kind or plural name, whichever is given, in any group unless one is named. */
  byName(name: string, group?: string): ApiResource | undefined {
    return this.#resources.find(
      resource =>
        (resource.kind === name || resource.plural === name) &&
        (group === undefined || resource.group === group),
    );
  }

  /** Finds the resource of a manifest, adding it when nobody has applied its kind before. */
  forManifest(manifest: KubernetesManifest): ApiResource {
    const [version, group = ''] = manifest.apiVersion.split('/').reverse();
    const known = this.byName(manifest.kind, group);
    if (known) return known;
    const added = {
      group,
      version,
      kind: manifest.kind,
      plural: pluralOf(manifest.kind),
      namespaced: manifest.metadata.namespace !== undefined,
      custom: true,
    };
    this.#resources.push(added);
    return added;
  }
}

function pluralOf(kind: string): string {
  const lower = kind.toLocaleLowerCase('en-US');
  if (/(s|x|ch)$/.test(lower)) return `${lower}es`;
  return /[^aeiou]y$/.test(lower) ? lower.replace(/y$/, 'ies') : `${lower}s`;
}
