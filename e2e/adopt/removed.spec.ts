import { expect, Page, test } from '@playwright/test';
import { openPortal } from './openPortal';

test.describe.configure({ mode: 'serial' });

let page: Page;
let problems: string[];

test.beforeAll(async ({ browser, baseURL }) => {
  ({ page, problems } = await openPortal(browser, baseURL));
});

test.afterAll(() => page.close());

test('the portal has its own actions, and none of ours', async () => {
  await page.goto('/create/actions');

  await expect(
    page.getByText('catalog:register', { exact: true }).first(),
  ).toBeVisible();
  await expect(page.getByText(/^(argocd|repository):/)).toHaveCount(0);
});

test('an entity page has neither card nor tab', async () => {
  await page.goto('/catalog/default/component/example-website');

  const tabs = page.getByRole('navigation', { name: 'Content navigation' });
  await expect(tabs.getByRole('link', { name: 'Overview' })).toBeVisible();
  await expect(tabs.getByRole('link', { name: 'Health' })).toHaveCount(0);
  await expect(page.getByText('Health', { exact: true })).toHaveCount(0);
});

test('the browser has nothing to complain about without them', () => {
  expect(problems).toEqual([]);
});
