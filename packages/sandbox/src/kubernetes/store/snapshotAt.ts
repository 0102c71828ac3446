import { KubernetesObject } from '../objects/KubernetesObject';
import { ObjectStore } from './ObjectStore';
import { objectKey } from './ObjectTable';

/** The objects of a table, by key, as they were at an earlier revision; later changes are undone one by one. */
export function snapshotAt(
  store: ObjectStore,
  table: string,
  revision: number,
): Map<string, KubernetesObject> {
  const changes = store.history.since(table, revision);
  const current = store.table(table);
  if (changes.length === 0) return current.entries();
  const snapshot = new Map(current.entries());
  for (const { object, previous } of changes.reverse()) {
    const { name, namespace } = object.metadata;
    const key = objectKey(name, namespace);
    if (previous) snapshot.set(key, previous);
    else snapshot.delete(key);
  }
  return snapshot;
}
