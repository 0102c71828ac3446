import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, Page, test } from '@playwright/test';

const gitUrl = 'http://localhost:7600';
const controlUrl = 'http://127.0.0.1:7603';
const images = process.env.UPDATE_SCREENSHOTS
  ? join(__dirname, '../docs/images')
  : join(__dirname, '.results/screenshots');

/** CI of the sandbox installs and builds the service for real. */
const firstBuild = 12 * 60_000;

test.describe.configure({ mode: 'serial' });

let page: Page;

test.beforeAll(async ({ browser, baseURL }) => {
  page = await browser.newPage({ baseURL });
});

test.afterAll(() => page.close());

async function screenshot(name: string) {
  await page.screenshot({ path: join(images, `${name}.png`) });
}

test('the portal says what is simulated', async () => {
  await page.goto('/');
  await page.getByRole('button', { name: 'Enter' }).click();

  await expect(page.getByRole('complementary', { name: 'Sandbox' })).toContainText(
    'Sandbox: Git host, Argo CD and cluster are simulated; Redis is real',
  );
});

test('the form refuses a name outside the rule, quoting both', async () => {
  await expect(async () => {
    await page.goto('/create');
    await expect(page.getByText('Visit tracker (Next.js, Redis, Argo CD)')).toBeVisible();
  }).toPass({ timeout: 60_000 });
  await page.getByRole('button', { name: 'Choose' }).first().click();
  await page.getByLabel('Name', { exact: false }).first().fill('My_App');
  await page.getByRole('button', { name: 'Next' }).click();

  await expect(
    page.getByText('Cannot use the name "My_App": a name starts with a letter').first(),
  ).toBeVisible();
});

test('a developer creates the service', async () => {
  test.setTimeout(firstBuild);
  await page.getByLabel('Name', { exact: false }).first().fill('visit-tracker');
  await screenshot('create-form');
});
