import { KubernetesObject } from '../objects/KubernetesObject';
import { ObjectStore } from '../store/ObjectStore';
import { objectKey } from '../store/ObjectTable';
import { snapshotAt } from '../store/snapshotAt';
import { ApiRequest } from './ApiRequest';
import { readContinueToken, writeContinueToken } from './continueToken';
import { selectorOf } from './selectorOf';
import { StatusError } from './StatusError';

/** One page of a list. */
export interface ObjectPage {
  items: KubernetesObject[];
  metadata: {
    resourceVersion: string;
    continue?: string;
    remainingItemCount?: number;
  };
}

/** Answers a list, whole or by pages that all show the same moment. */
export function listObjects(
  request: ApiRequest,
  table: string,
  store: ObjectStore,
): ObjectPage {
  const { query } = request;
  const selects = selectorOf(request);
  const limit = Number(query.get('limit') ?? 0);
  const { revision, after } = startOf(query, store);
  const snapshot = snapshotAt(store, table, revision);
  const keys =
    snapshot === store.table(table).entries()
      ? store.table(table).keys()
      : [...snapshot.keys()].sort();
  const items: KubernetesObject[] = [];
  for (let at = indexAfter(keys, after); at < keys.length; at += 1) {
    const object = snapshot.get(keys[at]);
    if (!object || !selects(object)) continue;
    if (limit > 0 && items.length === limit) {
      const last = items[items.length - 1].metadata;
      const lastKey = objectKey(last.name, last.namespace);
      const rest = () => countFrom(at, { keys, snapshot, selects });
      return {
        items,
        metadata: {
          resourceVersion: String(revision),
          continue: writeContinueToken({ revision, after: lastKey }),
          ...(isSelective(query) ? {} : { remainingItemCount: rest() }),
        },
      };
    }
    items.push(object);
  }
  return { items, metadata: { resourceVersion: String(revision) } };
}

// Counting what a selector leaves over would cost as much as listing it.
function isSelective(query: URLSearchParams): boolean {
  return query.has('labelSelector') || query.has('fieldSelector');
}

function indexAfter(
  keys: readonly string[],
  after: string | undefined,
): number {
  if (after === undefined) return 0;
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (keys[middle] <= after) low = middle + 1;
    else high = middle;
  }
  return low;
}

function countFrom(
  start: number,
  {
    keys,
    snapshot,
    selects,
  }: {
    keys: readonly string[];
    snapshot: Map<string, KubernetesObject>;
    selects: (object: KubernetesObject) => boolean;
  },
): number {
  let count = 0;
  for (let at = start; at < keys.length; at += 1) {
    const object = snapshot.get(keys[at]);
    if (object && selects(object)) count += 1;
  }
  return count;
}

function startOf(
  query: URLSearchParams,
  store: ObjectStore,
): { revision: number; after?: string } {
  const token = query.get('continue');
  if (!token) {
    assertNotAhead(query, store);
    return { revision: store.revision };
  }
  const start = readContinueToken(token);
  if (!start) {
    throw StatusError.badRequest(
      'invalid continue token: continue key is not valid: illegal base64 data at input byte 0',
    );
  }
  if (start.revision < store.history.compacted) {
    throw new StatusError(
      410,
      'Expired',
      'The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter, or use the continue token in this response to retrieve the remainder of the results. Continuing with the provided token results in an inconsistent list - objects that were created, modified, or deleted between the time the first chunk was returned and now may show up in the list.',
      {
        metadata: {
          continue: writeContinueToken({
            revision: store.revision,
            after: start.after,
          }),
        },
      },
    );
  }
  return start;
}

function assertNotAhead(query: URLSearchParams, store: ObjectStore): void {
  const asked = query.get('resourceVersion') ?? '';
  if (asked === '') return;
  if (!/^\d+$/.test(asked)) {
    throw StatusError.badRequest(
      `invalid resource version: resourceVersion: Invalid value: "${asked}": strconv.ParseUint: parsing "${asked}": invalid syntax`,
    );
  }
  if (Number(asked) > store.revision) {
    throw new StatusError(
      504,
      'Timeout',
      `Too large resource version: ${asked}, current: ${store.revision}`,
      {
        details: {
          causes: [
            {
              reason: 'ResourceVersionTooLarge',
              message: 'Too large resource version',
            },
          ],
          retryAfterSeconds: 1,
        },
      },
    );
  }
}
