import { expect, Page, test } from '@playwright/test';

test.beforeEach(async ({ page }) => {
  // The dev server would load the page again whenever a file changes
  await page.routeWebSocket('**/ws', () => {});
});

/** Presses Tab through `main`, and answers what a screen reader would name. */
async function tabThrough(page: Page): Promise<string[]> {
  const stops: string[] = [];
  await page.getByRole('heading', { level: 1 }).click();
  for (;;) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(() => {
      const element = document.activeElement;
      return element?.closest('main')
        ? {
            name: element.getAttribute('aria-label') ?? element.textContent,
            ring: getComputedStyle(element).outlineStyle,
          }
        : undefined;
    });
    if (!stop) {
      return stops;
    }
    expect(stop.ring, `${stop.name} shows the focus`).toBe('solid');
    stops.push(stop.name ?? '');
  }
}

test('the card: verdict, copy, fold, parts', async ({ page }) => {
  await page.goto('/card?state=degraded');
  await expect(page.getByRole('article').first()).toBeVisible();

  expect(await tabThrough(page)).toEqual([
    'Degraded',
    'Copy command',
    'Explains 1 other finding',
    'Workload',
    'Autoscaling',
    'Redis',
    'Open visit-tracker (opens in a new tab)',
  ]);
});

test('the tab: environment, refresh, copy, fold, then the sections', async ({
  page,
}) => {
  await page.goto('/tab?state=degraded');
  await expect(page.getByRole('article').first()).toBeVisible();

  expect(await tabThrough(page)).toEqual([
    'prod, Degraded',
    'Refresh',
    'Copy command',
    'Explains 1 other finding',
    'Open visit-tracker (opens in a new tab)',
    'Runbook (opens in a new tab)',
    'Logs (opens in a new tab)',
    'Show pods',
    'Evidence',
    'Evidence',
    'Evidence',
  ]);
});

test('arrows move between the environments', async ({ page }) => {
  await page.goto('/tab?state=degraded');
  await page.getByRole('radio', { name: 'prod, Degraded' }).focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Space');

  await expect(
    page.getByRole('article', { name: /Healthy in staging/ }),
  ).toBeVisible();
  await expect(page).toHaveURL(/env=staging/);
});

test('the roll-up: refresh, filter, then one stop a service', async ({
  page,
}) => {
  await page.goto('/team?state=mixed');
  await expect(page.getByRole('table')).toBeVisible();

  const stops = await tabThrough(page);
  expect(stops.slice(0, 4)).toEqual([
    'Refresh',
    'All 14',
    'visit-import',
    'visit-tracker',
  ]);
  expect(stops).toHaveLength(2 + 14);
});

test('arrows and Space choose a level of the roll-up', async ({ page }) => {
  await page.goto('/team?state=mixed');
  await page.getByRole('row', { name: 'All 14' }).focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Space');

  await expect(page).toHaveURL(/level=down/);
  await expect(page.getByRole('table').getByRole('link')).toHaveText([
    'visit-import',
  ]);
});

test('a copied command is spoken, and on the clipboard', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto('/card?state=degraded');
  await page.getByRole('button', { name: 'Copy command' }).press('Enter');

  await expect(page.locator('[aria-live=polite]')).toHaveText(['Copied']);
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(
    /^kubectl --context prod-eu-1 -n visits-prod describe pod/,
  );
});
