import { StoredChange } from '../store/StoredChange';
import { ControllerContext } from './ControllerContext';
import { isOwnedBy } from './ownedBy';

const owners = ['Deployment', 'ReplicaSet', 'StatefulSet', 'Job', 'CronJob'];

/** Deletes what a deleted object owned, and all that was in a deleted namespace. */
export function collectGarbage(
  { type, object }: StoredChange,
  { store, remove }: ControllerContext,
): void {
  if (type !== 'DELETED') return;
  const { name } = object.metadata;
  const isNamespace = object.kind === 'Namespace';
  if (!isNamespace && !owners.includes(object.kind)) return;
  queueMicrotask(() => {
    for (const table of store.tables()) {
      for (const other of table.values()) {
        const goes = isNamespace
          ? other.metadata.namespace === name
          : isOwnedBy(other, object);
        if (goes) remove(other);
      }
    }
  });
}
