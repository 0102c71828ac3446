import { serviceHealthExamples } from '@paved-path/backstage-plugin-service-health-common/testUtils';
import { HealthRequestError } from '../api/HealthRequestError';
import { FakeServiceHealthApi } from '../__testUtils__/FakeServiceHealthApi';
import { healthStores } from './healthStores';
import { isLost } from './isLost';
import { retryDelay } from './retryDelay';

const entityRef = 'component:default/visit-tracker';
const { healthy, degraded } = serviceHealthExamples;

let hidden = false;

function hide(value: boolean) {
  hidden = value;
  document.dispatchEvent(new Event('visibilitychange'));
}

function settle(milliseconds = 0) {
  return jest.advanceTimersByTimeAsync(milliseconds);
}

describe('HealthStore', () => {
  const stops: (() => void)[] = [];

  function watch(api: FakeServiceHealthApi) {
    const store = healthStores.get(api, entityRef);
    stops.push(store.subscribe(() => {}));
    return store;
  }

  beforeEach(() => {
    jest.useFakeTimers();
    hidden = false;
    Object.defineProperty(document, 'visibilityState', {
      configurable: true,
      get: () => (hidden ? 'hidden' : 'visible'),
    });
  });

  afterEach(async () => {
    stops.splice(0).forEach(stop => stop());
    await settle(5_000);
    jest.useRealTimers();
  });

  it('asks plainly first, then holds one request', async () => {
    const api = FakeServiceHealthApi.create(healthy);
    const store = watch(api);
    await settle(60_000);
    expect(
      api.health.requests.map(({ hold, etag }) => ({ hold, etag })),
    ).toEqual([
      { hold: false, etag: undefined },
      { hold: true, etag: '1' },
      // The fake never lets go: the deadline gives the request up
      expect.objectContaining({ hold: false }),
      expect.objectContaining({ hold: true }),
    ]);
    expect(store.getSnapshot().health).toEqual(healthy);
  });

  it('shows a change as soon as the held request answers', async () => {
    const api = FakeServiceHealthApi.create(healthy);
    const store = watch(api);
    await settle(1_000);
    api.health.tell(degraded);
    await settle();
    expect(store.getSnapshot().health).toEqual(degraded);
  });

  it('asks nothing from a hidden tab, and plainly when it comes back', async () => {
    const api = FakeServiceHealthApi.create(healthy);
    watch(api);
    await settle(1_000);
    hide(true);
    const asked = api.health.requests.length;
    expect(api.health.requests[asked - 1].signal.aborted).toBe(true);
    await settle(300_000);
    expect(api.health.requests).toHaveLength(asked);
    hide(false);
    await settle();
    expect(api.health.requests[asked]).toMatchObject({
      hold: false,
      etag: '1',
    });
  });

  it('learns how fresh the facts are when nothing changed', async () => {
    const api = FakeServiceHealthApi.create(healthy);
    const store = watch(api);
    await settle(1_000);
    expect(store.getSnapshot().refreshedBy).toBe(0);
    // The facts of the example are from 03:06:48
    api.health.checkedAt = '2026-11-20T03:07:18.000Z';
    store.refresh();
    await settle();
    expect(store.getSnapshot().refreshedBy).toBe(30_000);
    api.health.checkedAt = undefined;
    await settle(60_000);
    store.refresh();
    await settle();
    expect(store.getSnapshot().refreshedBy).toBeGreaterThan(60_000);
  });

  it('keeps the verdict after a failure, and backs off', async () => {
    const api = FakeServiceHealthApi.create(healthy);
    const store = watch(api);
    await settle(1_000);
    api.health.tell(new HealthRequestError('No answer', { requestId: 'a' }));
    await settle(20_000);
    const { health, error, nextTryAt } = store.getSnapshot();
    expect(health).toEqual(healthy);
    expect(error).toBeInstanceOf(HealthRequestError);
    expect(nextTryAt).toBeGreaterThan(Date.now());
    expect(api.health.requests.length).toBeLessThan(10);
    await settle(100_000);
    expect(isLost(store.getSnapshot(), Date.now())).toBe(true);
  });

  it('asks at once on demand', async () => {
    const api = FakeServiceHealthApi.create(
      new HealthRequestError('Refused', { status: 403, requestId: 'a' }),
    );
    const store = watch(api);
    await settle(1_000);
    api.health.tell(healthy);
    store.refresh();
    await settle();
    expect(store.getSnapshot()).toMatchObject({
      health: healthy,
      error: undefined,
      refreshing: false,
    });
  });

  it('asks less often when replicas take turns, each with an ETag of its own', async () => {
    let asked = 0;
    const api = FakeServiceHealthApi.create(healthy);
    api.getHealth = async () => {
      asked += 1;
      return { changed: true, health: healthy, etag: `${asked % 2}` };
    };
    watch(api);

    await settle(60_000);

    expect(asked).toBeGreaterThan(20);
    expect(asked).toBeLessThan(40);
  });

  it('follows a rollout at its pace, however many changes come one after the other', async () => {
    let asked = 0;
    const api = FakeServiceHealthApi.create(healthy);
    api.getHealth = async () => {
      asked += 1;
      return { changed: true, health: healthy, etag: `${asked}` };
    };
    watch(api);

    await settle(10_000);

    expect(asked).toBeGreaterThan(30);
  });

  it('stops when nobody looks any more', async () => {
    const api = FakeServiceHealthApi.create(healthy);
    const store = healthStores.get(api, entityRef);
    const stop = store.subscribe(() => {});
    await settle(1_000);
    stop();
    await settle(5_000);
    const asked = api.health.requests.length;
    expect(api.health.requests[asked - 1].signal.aborted).toBe(true);
    await settle(100_000);
    expect(api.health.requests).toHaveLength(asked);
  });
});

describe('healthStores', () => {
  it('give the card and the tab the same store', () => {
    const api = FakeServiceHealthApi.create();
    const store = healthStores.get(api, entityRef);
    expect(healthStores.get(api, entityRef)).toBe(store);
    expect(healthStores.get(api, 'component:default/other')).not.toBe(store);
  });
});

describe('retryDelay', () => {
  const lost = new Error('No answer');
  const refused = new HealthRequestError('No', { status: 403, requestId: 'a' });

  it.each([
    [lost, 1, 0, 1_000],
    [lost, 1, 1, 2_000],
    [lost, 4, 1, 16_000],
    [lost, 50, 1, 60_000],
    [refused, 1, 0, 30_000],
  ])('waits for %s after failure %d', (error, failures, random, expected) => {
    expect(retryDelay(error, failures, () => random)).toBe(expected);
  });
});
