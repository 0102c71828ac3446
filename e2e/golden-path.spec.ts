import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, Page, test } from '@playwright/test';
import { sandboxUrl } from './sandboxUrl';

const images = process.env.UPDATE_SCREENSHOTS
  ? join(__dirname, '../docs/images')
  : join(__dirname, '.results/screenshots');

/** The sandbox's CI installs and builds the service for real. */
const firstBuild = 12 * 60_000;

const entityPage = '/catalog/default/component/visit-tracker';

test.describe.configure({ mode: 'serial' });

let page: Page;

test.beforeAll(async ({ browser, baseURL }) => {
  // axe needs a context of its own making
  const context = await browser.newContext({
    baseURL,
    viewport: { width: 1280, height: 800 },
  });
  page = await context.newPage();
});

test.afterAll(() => page.close());

async function screenshot(name: string) {
  await page.screenshot({ path: join(images, `${name}.png`) });
}

async function scenario(name: string) {
  const response = await page.request.post(
    `${sandboxUrl.control}/api/scenarios/${name}`,
    { data: { namespace: 'sre-challenge', name: 'visit-tracker' } },
  );
  expect(response.ok()).toBe(true);
}

function hasPython() {
  return spawnSync('python3', ['--version']).status === 0;
}

async function openForm() {
  await page.goto('/create/templates/default/visit-tracker');
  await page.getByLabel('Owner').click();
  await page.getByRole('option', { name: 'Team Checkout' }).click();
}

test('the portal says what is simulated', async () => {
  await page.goto('/');
  await page.getByRole('button', { name: 'Enter' }).click();

  await expect(
    page.getByRole('link', { name: 'Create' }).first(),
  ).toBeVisible();
  await expect(
    page.getByText(
      'Sandbox: Git host, Argo CD and cluster are simulated; Redis is real',
    ),
  ).toBeVisible();
});

test('the form refuses a name outside the rule, quoting both', async () => {
  // The catalog reads the template in the background after a first start
  await expect(async () => {
    await page.goto('/create');
    await expect(page.getByText('Visit tracker (Next.js')).toBeVisible({
      timeout: 5_000,
    });
  }).toPass({ timeout: 55_000 });
  await openForm();
  await page.getByLabel('Name').first().fill('My_App');
  await page.getByRole('button', { name: 'Next' }).click();

  await expect(
    page
      .getByText('Cannot use the name "My_App": a name starts with a letter')
      .first(),
  ).toBeVisible();
});

test('a developer creates the service and the task follows its rollout', async () => {
  test.setTimeout(firstBuild);
  const next = page.getByRole('button', { name: 'Next' });
  await openForm();
  await page.getByLabel('Name').first().fill('visit-tracker');
  await screenshot('create-form');
  await next.click();
  await expect(page.getByLabel('dev')).toBeChecked();
  await next.click();
  await expect(page.getByLabel('Namespace')).toHaveValue('sre-challenge');
  await next.click();
  await page.getByLabel('Repository').last().fill('visit-tracker');
  await page.keyboard.press('Tab');
  await page.getByRole('button', { name: 'Review' }).click();
  await page.getByRole('button', { name: 'Create', exact: true }).click();

  await expect(page.getByText('Follow the first build')).toBeVisible();
  await page.getByRole('button', { name: 'Show logs' }).click();
  await expect(
    page.getByText(/Waiting for the first build/).first(),
  ).toBeVisible({ timeout: 3 * 60_000 });
  await screenshot('task-running');
  await expect(
    page.getByRole('button', { name: 'Open in the catalog' }),
  ).toBeVisible({ timeout: firstBuild });
  await screenshot('task-done');
});

test('the repository can be cloned and carries the built image', async () => {
  const clone = join(mkdtempSync(join(tmpdir(), 'paved-path-e2e-')), 'clone');
  execFileSync('git', [
    'clone',
    '--quiet',
    `${sandboxUrl.git}/platform/visit-tracker.git`,
    clone,
  ]);

  expect(existsSync(join(clone, '.github/workflows/build.yaml'))).toBe(true);
  expect(
    readFileSync(join(clone, 'ops/charts/env/dev/values.yaml'), 'utf8'),
  ).toMatch(/^imageTag: "?[0-9a-f]{40}"?$/m);
});

test('the entity page says that the service is healthy, and opens it', async () => {
  await page.goto(entityPage);
  await expect(
    page.getByText('Healthy', { exact: true }).first(),
  ).toBeVisible();
  await expect(page.getByText(/1 of 1 pod ready/).first()).toBeVisible();
  await expect(page.getByText('Relations')).toBeVisible();
  await screenshot('entity-healthy');

  const [service] = await Promise.all([
    page.waitForEvent('popup'),
    page.getByRole('link', { name: 'Open visit-tracker' }).click(),
  ]);
  await expect(service.getByText('visit-tracker').first()).toBeVisible();
  const visits = async () => {
    const response = await service.request.get(
      new URL('/api/visits', service.url()).href,
    );
    return (await response.json()).count;
  };
  await expect.poll(visits).toBeGreaterThan(0);
  const before = await visits();
  await service.reload();
  await expect.poll(visits).toBe(before + 1);
  await service.screenshot({ path: join(images, 'service.png') });
  await service.close();
});

test('the Docs tab shows the pages of the repository', async () => {
  test.skip(!hasPython(), 'python3, which builds the pages, is not on PATH');
  test.setTimeout(3 * 60_000);
  await page.goto(`${entityPage}/docs`);

  await expect(
    page.getByText('This service counts visits in Redis').first(),
  ).toBeVisible({ timeout: 2 * 60_000 });
  await expect(
    page.getByRole('link', { name: 'Quickstart' }).first(),
  ).toBeVisible();
  await screenshot('docs-tab');
});

test('the health tab is free of accessibility violations', async () => {
  await page.goto(`${entityPage}/health`);
  await expect(page.getByText('Autoscaling').first()).toBeVisible();
  await screenshot('health-tab');
  const { violations } = await new AxeBuilder({ page })
    .include('main')
    .analyze();

  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`)).toEqual(
    [],
  );
});

test('a crash loop is on the open page with its cause, and gone when mended', async () => {
  test.setTimeout(4 * 60_000);
  await page.goto(entityPage);
  await expect(
    page.getByText('Healthy', { exact: true }).first(),
  ).toBeVisible();
  await scenario('crash-loop');

  await expect(page.getByText('Down', { exact: true }).first()).toBeVisible({
    timeout: 90_000,
  });
  await expect(
    page.getByText('1 pod crashes again and again').first(),
  ).toBeVisible({
    timeout: 60_000,
  });
  await expect(
    page.getByText('Look at the last lines of its log.').first(),
  ).toBeVisible();
  await screenshot('entity-broken');
  await page.emulateMedia({ colorScheme: 'dark' });
  // The portal mounts its pages anew in the other theme
  await expect(
    page.getByText('Look at the last lines of its log.').first(),
  ).toBeVisible();
  await screenshot('entity-broken-dark');
  await page.emulateMedia({ colorScheme: 'light' });

  await scenario('healthy');
  await expect(page.getByText('Healthy', { exact: true }).first()).toBeVisible({
    timeout: 2 * 60_000,
  });
});

test('Redis going down is named as the cause', async () => {
  test.setTimeout(3 * 60_000);
  await scenario('redis-down');

  await expect(
    page
      .getByText(/Redis does not answer|1 Redis pod crashes/)
      .filter({ visible: true })
      .first(),
  ).toBeVisible({ timeout: 90_000 });
  await screenshot('entity-redis-down');
  await scenario('healthy');
});
