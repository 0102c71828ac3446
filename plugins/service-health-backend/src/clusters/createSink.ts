import { ClusterState } from './ClusterState';
import { Kind } from './kinds';
import { keyOf, RecordStore } from './RecordStore';
import { ReflectorSink } from './Reflector';

/** What every record has. */
export interface AnyRecord {
  name: string;
  namespace: string;
  kubernetesId?: string;
}

/** Keeps of an object what the rules read; nothing when it is of no interest. */
export type Project<R> = (
  object: unknown,
  options: { now: number; previous?: R },
) => R | undefined;

interface SinkOptions<R extends AnyRecord> {
  kind: Kind;
  store: RecordStore<R>;
  project: Project<R>;
  clock: () => number;
  state: ClusterState;
  /** Service that all records belong to, whatever their label says. */
  owner?: string;
  onEvent?: (type: string) => void;
  onEnd?: (why: string) => void;
}

/** Puts what a reflector reads into a store. */
export function createSink<R extends AnyRecord>({
  kind,
  store,
  clock,
  state,
  onEvent,
  onEnd,
  ...options
}: SinkOptions<R>): ReflectorSink {
  const project: Project<R> = (object, given) => {
    const record = options.project(object, given);
    return record && options.owner !== undefined
      ? { ...record, kubernetesId: options.owner }
      : record;
  };
  return {
    put(object, version, origin) {
      const draft = project(object, { now: clock() });
      if (!draft) {
        return undefined;
      }
      const previous = store.get(draft);
      const record = previous
        ? project(object, { now: clock(), previous })
        : draft;
      store.set(record ?? draft, version, { listed: origin === 'list' });
      return keyOf(draft);
    },
    remove(object, version) {
      const record = project(object, { now: clock() });
      if (record) {
        store.delete(record, version);
      }
    },
    listed(keys) {
      store.retain(keys);
      state.listed(kind);
    },
    heard: () => state.heard(kind),
    failed: (error, nextTryAt) => state.failed(kind, error, nextTryAt),
    event: onEvent,
    ended: onEnd,
  };
}
