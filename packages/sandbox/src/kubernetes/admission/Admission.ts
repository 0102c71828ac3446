import { ResourceRegistry } from '../api/ResourceRegistry';
import { StatusError } from '../api/StatusError';
import { KubernetesManifest } from '../objects/KubernetesManifest';
import { KubernetesObject } from '../objects/KubernetesObject';
import { ObjectStore } from '../store/ObjectStore';
import { assertQuota } from './assertQuota';
import { withDefaults } from './withDefaults';

/** What happens to an object on its way into the store: defaults, checks, and the deletion of what it owns. */
export class Admission {
  readonly #store: ObjectStore;
  readonly #registry: ResourceRegistry;

  static create(store: ObjectStore, registry: ResourceRegistry): Admission {
    return new Admission(store, registry);
  }

  private constructor(store: ObjectStore, registry: ResourceRegistry) {
    this.#store = store;
    this.#registry = registry;
  }

  /** Stores a new object, or throws the Status that the API server would answer. */
  create(manifest: KubernetesManifest): KubernetesObject {
    const resource = this.#registry.forManifest(manifest);
    const { name = '', namespace } = manifest.metadata;
    if (name && this.#store.find(manifest)) {
      throw StatusError.alreadyExists(resource, name);
    }
    if (namespace !== undefined) this.#assertNamespace(namespace);
    const complete = withDefaults(manifest);
    const quotas = this.#store.list('ResourceQuota', namespace);
    if (manifest.kind === 'Pod' && quotas.length > 0) {
      const pods = this.#store.list('Pod', namespace);
      assertQuota(complete, resource, { quotas, pods });
    }
    return this.#store.create(complete);
  }

  /** Creates or updates, keeping what only the cluster knows; makes a missing namespace. */
  apply(manifest: KubernetesManifest): KubernetesObject {
    const { namespace } = manifest.metadata;
    if (namespace !== undefined) this.ensureNamespace(namespace);
    const existing = this.#store.find(manifest);
    if (!existing) return this.create(structuredClone(manifest));
    const { annotations, ...metadata } = manifest.metadata;
    return this.#store.update({
      ...existing,
      ...withDefaults(structuredClone(keepingReplicas(manifest, existing))),
      status: manifest.status ?? existing.status,
      metadata: {
        ...existing.metadata,
        ...metadata,
        annotations: { ...existing.metadata.annotations, ...annotations },
      },
    });
  }

  ensureNamespace(name: string): void {
    if (this.#store.get('Namespace', name)) return;
    this.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
  }

  #assertNamespace(name: string): void {
    const namespaces = this.#registry.byName('namespaces', '');
    if (namespaces && !this.#store.get('Namespace', name)) {
      throw StatusError.notFound(namespaces, name);
    }
  }
}

// A chart leaves `replicas` to the autoscaler; applying it again must not undo the scaling.
function keepingReplicas(
  manifest: KubernetesManifest,
  { spec: current }: KubernetesObject,
): KubernetesManifest {
  const { spec } = manifest;
  if (typeof spec !== 'object' || spec === null || 'replicas' in spec) {
    return manifest;
  }
  if (typeof current !== 'object' || current === null) return manifest;
  return 'replicas' in current
    ? { ...manifest, spec: { ...spec, replicas: current.replicas } }
    : manifest;
}
