import { cp, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, Page } from '@playwright/test';
import { GitHost } from './GitHost';
import { run } from './run';

/**
 * Publishes a template that calls `argocd:unregister`, runs it in the portal, and waits for its end.
 *
 * @returns the commands with which the task says that the rest is removed
 */
export async function retireInPortal(
  page: Page,
  git: GitHost,
  options: { owner: string; name: string },
): Promise<string[]> {
  const { owner, name } = options;
  const repository = `${owner}/retire-${name}`;
  const folder = await mkdtemp(join(tmpdir(), 'paved-path-retire-'));
  await cp(join(__dirname, 'retire'), folder, { recursive: true });
  await git.create(repository);
  await run('git', ['init', '--quiet', '--initial-branch', 'main'], {
    cwd: folder,
  });
  await git.push(folder, repository, 'feat: a template that retires');
  const address = git.cloneUrl(repository).replace(/\.git$/, '');
  await register(page, `${address}/src/branch/main/template.yaml`);

  await expect(async () => {
    await page.goto('/create/templates/default/retire-service');
    await expect(page.getByLabel('Name')).toBeVisible({ timeout: 10_000 });
  }).toPass({ timeout: 120_000 });
  await page.getByLabel('Name').fill(name);
  await page.getByRole('button', { name: 'Review' }).click();
  await page.getByRole('button', { name: 'Create', exact: true }).click();
  await expect(page).toHaveURL(/\/tasks\//);
  return readCommands(page);
}

async function register(page: Page, target: string): Promise<void> {
  const response = await page.request.post('/api/catalog/locations', {
    headers: { authorization: `Bearer ${await guestToken(page)}` },
    data: { type: 'url', target },
  });
  expect(response.ok(), await response.text()).toBe(true);
}

async function guestToken(page: Page): Promise<string> {
  const response = await page.request.get('/api/auth/guest/refresh');
  return (await response.json()).backstageIdentity.token;
}

/** The task's log, once it is completed, holds a line for each thing that is left. */
async function readCommands(page: Page): Promise<string[]> {
  const id = new URL(page.url()).pathname.split('/').at(-1);
  const headers = { authorization: `Bearer ${await guestToken(page)}` };
  let log = '';
  await expect(async () => {
    const task = await page.request.get(`/api/scaffolder/v2/tasks/${id}`, {
      headers,
    });
    const events = await page.request.get(
      `/api/scaffolder/v2/tasks/${id}/events`,
      { headers },
    );
    log = await events.text();
    expect((await task.json()).status, log.slice(-2_000)).toBe('completed');
  }).toPass({ timeout: 10 * 60_000 });
  return JSON.parse(log)
    .map((event: { body: { message: string } }) => event.body.message)
    .map((message: string) => /Remove with: (.*)$/.exec(message)?.[1])
    .filter((command: string | undefined) => command !== undefined);
}
