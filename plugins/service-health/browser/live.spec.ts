import { expect, Page, test } from '@playwright/test';
import { serviceHealthExamples } from '@paved-path/backstage-plugin-service-health-common/testUtils';
import { HealthBackend } from './HealthBackend';

const { healthy, degraded } = serviceHealthExamples;

let backend: HealthBackend;

test.beforeEach(async ({ page }) => {
  backend = await HealthBackend.start();
  backend.tell(healthy);
  // The dev server would load the page again whenever a file changes
  await page.routeWebSocket('**/ws', () => {});
  await page.route('**/api/service-health/**', (route, request) =>
    route.continue({
      url: request.url().replace(/^http:\/\/[^/]+/, backend.url),
    }),
  );
});

test.afterEach(() => backend.close());

async function openCard(page: Page) {
  await page.goto('/card?state=live');
  await expect(page.getByRole('article', { name: /Healthy/ })).toBeVisible();
  await expect.poll(() => backend.holding).toBe(1);
}

/** Time at which a text is painted, by the clock that this process has too. */
function whenPainted(page: Page, text: string): Promise<number> {
  return page.evaluate(
    wanted =>
      new Promise<number>(resolve => {
        const look = () =>
          document.querySelector('main')?.textContent?.includes(wanted)
            ? resolve(performance.timeOrigin + performance.now())
            : requestAnimationFrame(look);
        look();
      }),
    text,
  );
}

/** Milliseconds from the word of a change until it is painted. */
async function measureChange(page: Page, health: object, word: string) {
  await expect.poll(() => backend.holding).toBe(1);
  const painted = whenPainted(page, word);
  const started = Date.now();
  backend.tell(health);
  return (await painted) - started;
}

test('a change is painted without a further request', async ({
  page,
}, testInfo) => {
  await openCard(page);
  const times: number[] = [];
  for (let round = 0; round < 20; round += 1) {
    times.push(
      await (round % 2 === 0
        ? measureChange(page, degraded, 'Degraded')
        : measureChange(page, healthy, 'Healthy')),
    );
  }
  times.sort((a, b) => a - b);
  testInfo.annotations.push({
    type: 'change to screen',
    description: `median ${Math.round(
      times[9],
    )} ms, 95th percentile ${Math.round(times[18])} ms`,
  });
  // All but the first were held, and each change answered exactly one
  await expect.poll(() => backend.holding).toBe(1);
  expect(backend.requests.map(({ wait }) => wait)).toEqual([
    null,
    ...Array.from({ length: 21 }, () => '25'),
  ]);
});

test('requests carry the ETag, and are held for 25 s at most', async ({
  page,
}) => {
  await openCard(page);
  expect(backend.requests).toEqual([
    { wait: null, etag: undefined },
    { wait: '25', etag: '"1"' },
  ]);
});

test('a hidden tab holds nothing, and asks when it is seen again', async ({
  page,
}) => {
  await openCard(page);
  await show(page, 'hidden');
  await expect.poll(() => backend.holding).toBe(0);
  const asked = backend.requests.length;
  backend.tell(degraded);
  await show(page, 'visible');

  await expect(page.getByRole('article', { name: /Degraded/ })).toBeVisible();
  expect(backend.requests[asked]).toEqual({ wait: null, etag: '"1"' });
});

test('it comes back by itself after the backend was away', async ({ page }) => {
  await openCard(page);
  backend.cut();
  backend.tell(degraded);

  await expect(page.getByRole('article', { name: /Degraded/ })).toBeVisible();
  await expect.poll(() => backend.holding).toBe(1);
});

/** Headless Chromium never hides a page by itself. */
async function show(page: Page, state: 'hidden' | 'visible') {
  await page.evaluate(value => {
    Object.defineProperty(document, 'visibilityState', {
      configurable: true,
      get: () => value,
    });
    document.dispatchEvent(new Event('visibilitychange'));
  }, state);
}
