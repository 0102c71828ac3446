import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, Page } from '@playwright/test';
import { DeployedService } from './DeployedService';
import { GitHost } from './GitHost';

/** The organisation on the Git host that repositories are made in. */
const owner = process.env.GITEA_OWNER ?? 'platform';

/** Fills in the form as a person does, and starts the task: a service in dev and prod, with a Redis Cluster in prod. */
export async function createInPortal(page: Page, name: string): Promise<void> {
  const next = page.getByRole('button', { name: 'Next' });
  await page.goto('/');
  await page.getByRole('button', { name: 'Enter' }).click();
  // Signed in only then: leaving earlier would ask again
  await expect(
    page.getByRole('link', { name: 'Create' }).first(),
  ).toBeVisible();
  // The catalog reads the template in the background after a first start
  await expect(async () => {
    await page.goto('/create/templates/default/visit-tracker');
    await expect(page.getByLabel('Owner')).toBeVisible({ timeout: 10_000 });
  }).toPass({ timeout: 180_000 });
  await page.getByLabel('Owner').click();
  await page.getByRole('option', { name: 'Team Checkout' }).click();
  await page.getByLabel('Name').first().fill(name);
  await next.click();
  await page.getByLabel('prod', { exact: true }).check();
  await next.click();
  await page.getByLabel('Namespace').fill(name);
  await next.click();
  await page.getByLabel('Repository').last().fill(name);
  await page.keyboard.press('Tab');
  await page.getByRole('button', { name: 'Review' }).click();
  await page.getByRole('button', { name: 'Create', exact: true }).click();
  await expect(page.getByText('Follow the first build')).toBeVisible();
  await page.getByRole('button', { name: 'Show logs' }).click();
}

/** A working copy of what the task has published, for the suite to play the CI in. */
export async function cloneCreated(
  git: GitHost,
  name: string,
): Promise<DeployedService> {
  const home = await mkdtemp(join(tmpdir(), 'paved-path-cluster-'));
  const service = new DeployedService({
    name,
    repository: `${owner}/${name}`,
    folder: join(home, 'repository'),
  });
  await git.clone(service.repository, service.folder);
  return service;
}
