import { expect, Page, test } from '@playwright/test';
import { openPortal } from './openPortal';

const gitUrl = process.env.ADOPT_GIT_URL;

/** The sandbox's CI installs and builds the service for real; the task follows it for 15 minutes at most. */
const firstBuild = 20 * 60_000;

test.describe.configure({ mode: 'serial' });

let page: Page;
let problems: string[];

test.beforeAll(async ({ browser, baseURL }) => {
  ({ page, problems } = await openPortal(browser, baseURL));
});

test.afterAll(() => page.close());

test('the actions are among the installed ones', async () => {
  await page.goto('/create/actions');

  for (const action of [
    'argocd:register',
    'argocd:wait',
    'argocd:manifest',
    'argocd:unregister',
    'repository:inspect',
    'repository:wait',
  ]) {
    await expect(page.getByText(action, { exact: true }).first()).toBeVisible();
  }
});

test('the template is registered by its URL on a Git host', async () => {
  await page.goto('/catalog-import');
  await page
    .getByRole('textbox', { name: 'URL' })
    .fill(
      `${gitUrl}/platform/golden-path/src/branch/main/template/template.yaml`,
    );
  await page.getByRole('button', { name: 'Analyze' }).click();
  await page.getByRole('button', { name: 'Import' }).click();
  await expect(
    page.getByRole('button', { name: 'Register another' }),
  ).toBeVisible();

  // The catalog reads it in the background
  await expect(async () => {
    await page.goto('/create');
    await expect(page.getByText('Visit tracker (Next.js')).toBeVisible({
      timeout: 20_000,
    });
  }).toPass({ timeout: 3 * 60_000 });
});

test('it makes a service and follows its first rollout', async () => {
  test.setTimeout(firstBuild);
  const next = page.getByRole('button', { name: 'Next' });
  await page.goto('/create/templates/default/visit-tracker');
  await page.getByLabel('Name').first().fill('visits');
  await page.getByLabel('Owner').click();
  await page.getByRole('option', { name: 'guests' }).click();
  await next.click();
  await next.click();
  await next.click();
  await page.getByLabel('Owner').last().fill('platform');
  await page.getByLabel('Repository').last().fill('visits');
  await page.keyboard.press('Tab');
  await page.getByRole('button', { name: 'Review' }).click();
  await page.getByRole('button', { name: 'Create', exact: true }).click();

  await expect(
    page.getByRole('button', { name: 'Open in the catalog' }),
  ).toBeVisible({ timeout: firstBuild });
});

test('the entity page has the card, and a tab with the details', async () => {
  await page.goto('/catalog/default/component/visits');
  await expect(page.getByText(/1 of 1 pod ready/).first()).toBeVisible();

  await page
    .getByRole('navigation', { name: 'Content navigation' })
    .getByRole('link', { name: 'Health' })
    .click();
  await expect(page.getByText('Autoscaling').first()).toBeVisible();
});

test('the browser has nothing to complain about', () => {
  expect(problems).toEqual([]);
});
