import { isKind, KnownKinds } from '../objects/KnownKinds';
import { ObjectStore } from '../store/ObjectStore';

/** Changes an object's spec; the answer puts the fields that were changed back, unless the object is gone. */
export function changeObject<K extends keyof KnownKinds>(
  object: KnownKinds[K] & { kind: K },
  change: (object: KnownKinds[K]) => KnownKinds[K],
  store: ObjectStore,
): () => void {
  const { kind } = object;
  const { name, namespace } = object.metadata;
  const before = store.get(kind, name, namespace);
  if (!before) return () => {};
  store.update(change(before));
  return () => {
    const now = store.get(kind, name, namespace);
    if (now && isKind(kind, now)) store.update({ ...now, spec: before.spec });
  };
}
