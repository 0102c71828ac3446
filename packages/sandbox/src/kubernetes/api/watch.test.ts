import { ApiClient } from '../__fixtures__/ApiClient';
import { stillPod } from '../__fixtures__/visits';
import { KubernetesDouble } from '../KubernetesDouble';
import { startKubernetesDouble } from '../startKubernetesDouble';

const pods = '/api/v1/namespaces/shop/pods';

describe('a watch', () => {
  let double: KubernetesDouble;
  let client: ApiClient;

  beforeEach(async () => {
    double = await startKubernetesDouble({
      controllers: false,
      bookmarkIntervalMs: 50,
    });
    client = new ApiClient(double.url, double.token);
    double.apply(stillPod('a'));
  });
  afterEach(() => double.close());

  async function revision(): Promise<string> {
    return (await client.get(pods)).body.metadata.resourceVersion;
  }

  it('sends what happens after a revision, also what happened before it was opened', async () => {
    const since = await revision();
    double.apply(stillPod('b'));
    const watch = await client.watch(`${pods}?resourceVersion=${since}`);
    double.apply({ ...stillPod('b'), status: { phase: 'Failed' } });
    double.remove({ kind: 'Pod', name: 'b', namespace: 'shop' });
    double.apply(stillPod('c', 'elsewhere'));
    await watch.until(({ events }) => events.length === 3);
    expect(watch.names).toEqual(['ADDED b', 'MODIFIED b', 'DELETED b']);
    const revisions = watch.events.map(({ object }) =>
      Number(object.metadata.resourceVersion),
    );
    expect(revisions).toEqual([...revisions].sort((x, y) => x - y));
  });

  it('shows an object come and go as it begins and ceases to fit the selector', async () => {
    const watch = await client.watch(
      `${pods}?resourceVersion=${await revision()}&labelSelector=tier=gold`,
    );
    const gold = stillPod('a');
    gold.metadata = { ...gold.metadata, labels: { tier: 'gold' } };
    double.apply(gold);
    double.apply({ ...gold, status: { phase: 'Failed' } });
    double.apply(stillPod('a'));
    await watch.until(({ events }) => events.length === 3);
    expect(watch.types).toEqual(['ADDED', 'MODIFIED', 'DELETED']);
  });

  it('begins with what is there when no revision is given, and marks the end when asked', async () => {
    const plain = await client.watch(pods);
    await plain.until(({ names }) => names.includes('ADDED a'));
    const marked = await client.watch(
      `${pods}?sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true`,
    );
    await marked.until(({ events }) => events.length >= 2);
    expect(marked.events[1]).toMatchObject({
      type: 'BOOKMARK',
      object: {
        metadata: { annotations: { 'k8s.io/initial-events-end': 'true' } },
      },
    });
  });

  it('sends bookmarks that a later watch can resume from', async () => {
    const watch = await client.watch(
      `${pods}?resourceVersion=${await revision()}&allowWatchBookmarks=true&timeoutSeconds=10`,
    );
    double.apply({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'x', namespace: 'shop' },
    });
    const head = await revision();
    await watch.until(({ events }) =>
      events.some(({ object }) => object.metadata.resourceVersion === head),
    );
    expect(new Set(watch.types)).toEqual(new Set(['BOOKMARK']));
  });

  it('ends when its time is up', async () => {
    const watch = await client.watch(`${pods}?timeoutSeconds=1`);
    await watch.until(({ ended }) => ended === 'closed');
    expect(watch.names).toEqual(['ADDED a']);
  });

  it('says 410 when the revision is forgotten, in an event or as status', async () => {
    const since = await revision();
    double.faults.compact();
    const watch = await client.watch(`${pods}?resourceVersion=${since}`);
    await watch.until(({ ended }) => ended === 'closed');
    expect(watch.events).toMatchObject([
      {
        type: 'ERROR',
        object: { kind: 'Status', code: 410, reason: 'Expired' },
      },
    ]);
    const now = await revision();
    double.faults.expireWatches({ as: 'status', times: 1 });
    expect(
      (await client.watch(`${pods}?resourceVersion=${now}`)).response.status,
    ).toBe(410);
    expect(
      (await client.watch(`${pods}?resourceVersion=${now}`)).response.status,
    ).toBe(200);
  });

  it('forgets changes beyond its history', async () => {
    await double.close();
    double = await startKubernetesDouble({
      controllers: false,
      historyLimit: 10,
    });
    client = new ApiClient(double.url, double.token);
    const since = await revision();
    for (let index = 0; index < 60; index += 1)
      double.apply(stillPod(`p${index}`));
    const watch = await client.watch(`${pods}?resourceVersion=${since}`);
    await watch.until(({ ended }) => ended === 'closed');
    expect(watch.types).toEqual(['ERROR']);
  });

  describe('under faults', () => {
    it('is cut, politely or not', async () => {
      const first = await client.watch(pods);
      double.faults.cutWatches();
      await first.until(({ ended }) => ended === 'closed');
      const second = await client.watch(pods);
      double.faults.cutWatches({ reset: true });
      await second.until(({ ended }) => ended === 'broken');
      expect([first.ended, second.ended]).toEqual(['closed', 'broken']);
    });

    it('falls silent', async () => {
      const watch = await client.watch(
        `${pods}?resourceVersion=${await revision()}&allowWatchBookmarks=true`,
      );
      await watch.until(({ types }) => types.includes('BOOKMARK'));
      const speak = double.faults.silenceWatches({ resource: 'pods' });
      const seen = watch.events.length;
      double.apply(stillPod('b'));
      await new Promise(resolve => setTimeout(resolve, 150));
      expect(watch.events).toHaveLength(seen);
      speak();
      double.apply(stillPod('c'));
      await watch.until(({ names }) => names.includes('ADDED c'));
      expect(watch.names).not.toContain('ADDED b');
    });

    it('repeats events and swaps them', async () => {
      const watch = await client.watch(
        `${pods}?resourceVersion=${await revision()}`,
      );
      const once = double.faults.duplicateEvents(3);
      double.apply(stillPod('b'));
      await watch.until(({ events }) => events.length === 3);
      once();
      const inOrder = double.faults.reorderEvents();
      double.apply(stillPod('c'));
      double.apply(stillPod('d'));
      await watch.until(({ events }) => events.length === 5);
      inOrder();
      expect(watch.names.slice(3)).toEqual(['ADDED d', 'ADDED c']);
    });
  });
});
