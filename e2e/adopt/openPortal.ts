import { Browser, expect, Page } from '@playwright/test';

/** Signs in as guest and keeps what the browser complains of from then on. */
export async function openPortal(
  browser: Browser,
  baseURL: string | undefined,
): Promise<{ page: Page; problems: string[] }> {
  const problems: string[] = [];
  const page = await browser.newPage({ baseURL });
  page.on('pageerror', error => problems.push(String(error)));
  page.on('console', message => {
    if (message.type() === 'error' && concernsUs(message.text())) {
      problems.push(`${message.text()} (${message.location().url})`);
    }
  });
  await page.goto('/');
  await page.getByRole('button', { name: 'Enter' }).click();
  await expect(page.getByRole('link', { name: 'Settings' })).toBeVisible();
  return { page, problems };
}

// In development React warns of the portal's own components too, before anything of ours is there
function concernsUs(text: string): boolean {
  return !text.startsWith('Warning: ') || text.includes('@paved-path/');
}
