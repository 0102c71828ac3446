import { KubernetesObject } from '../objects/KubernetesObject';

/** Where an object stands in its table: etcd keeps keys in this order, and so do lists. */
export function objectKey(name: string, namespace = ''): string {
  return `${namespace}/${name}`;
}

/** The objects of one kind, in the order of their keys. */
export class ObjectTable {
  readonly #objects = new Map<string, KubernetesObject>();
  #sortedKeys: string[] | undefined = [];

  get(key: string): KubernetesObject | undefined {
    return this.#objects.get(key);
  }

  set(key: string, object: KubernetesObject): void {
    if (!this.#objects.has(key)) this.#sortedKeys = undefined;
    this.#objects.set(key, object);
  }

  delete(key: string): void {
    if (this.#objects.delete(key)) this.#sortedKeys = undefined;
  }

  keys(): readonly string[] {
    this.#sortedKeys ??= [...this.#objects.keys()].sort();
    return this.#sortedKeys;
  }

  values(): KubernetesObject[] {
    return this.keys().flatMap(key => this.#objects.get(key) ?? []);
  }

  entries(): Map<string, KubernetesObject> {
    return this.#objects;
  }
}
