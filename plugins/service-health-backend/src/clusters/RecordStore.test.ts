import { RecordStore } from './RecordStore';

const record = (name: string, version: number, kubernetesId = 'visits') => ({
  name,
  namespace: 'visits',
  kubernetesId,
  version,
});

describe('RecordStore', () => {
  const create = (limit = 10) => {
    const changed: string[] = [];
    const store = RecordStore.create<ReturnType<typeof record>>({
      limit,
      onChange: id => changed.push(id),
    });
    return { store, changed };
  };

  it('keeps the newer record when an older one comes late', () => {
    const { store, changed } = create();
    store.set(record('a', 2), 2);
    store.set(record('a', 1), 1);

    expect(store.ofService('visits')).toEqual([record('a', 2)]);
    expect(changed).toEqual(['visits']);
  });

  it('does not bring back what was deleted, when an older change comes late', () => {
    const { store } = create();
    store.set(record('a', 1), 1);
    store.delete(record('a', 3), 3);
    store.set(record('a', 2), 2);

    expect(store.size).toBe(0);
  });

  it('takes what a list names although its version is lower, as after a restore', () => {
    const { store } = create();
    store.set(record('a', 900), 900);
    store.set(record('a', 5), 5, { listed: true });

    expect(store.ofService('visits')).toEqual([record('a', 5)]);
  });

  it('makes a deleted object known again when a list names it', () => {
    const { store } = create();
    store.delete(record('a', 900), 900);
    store.set(record('a', 5), 5, { listed: true });

    expect(store.size).toBe(1);
  });

  it('moves a record whose label changed to its new service', () => {
    const { store, changed } = create();
    store.set(record('a', 1), 1);
    store.set(record('a', 2, 'payments'), 2);

    expect(store.ofService('visits')).toEqual([]);
    expect(store.ofService('payments')).toHaveLength(1);
    expect(changed).toEqual(['visits', 'visits', 'payments']);
  });

  it('counts what it turned away until it is gone', () => {
    const { store } = create(1);
    store.set(record('a', 1), 1);
    store.set(record('b', 2), 2);
    expect(store.refused).toBe(1);

    store.retain(new Set(['visits/a']));
    expect(store.refused).toBe(0);
  });
});
