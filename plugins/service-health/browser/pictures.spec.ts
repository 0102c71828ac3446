import { join } from 'node:path';
import { expect, test } from '@playwright/test';

const root = join(__dirname, '../../..');
const images = process.env.UPDATE_SCREENSHOTS
  ? join(root, 'docs/images')
  : join(root, 'e2e/.results/screenshots');

const pictures = [
  { name: 'health-cards', address: '/' },
  { name: 'health-degraded', address: '/tab?state=degraded' },
  { name: 'health-team', address: '/team?state=mixed' },
];

for (const colorScheme of ['light', 'dark'] as const) {
  for (const { name, address } of pictures) {
    test(`picture ${name}, ${colorScheme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      // The dev server would load the page again whenever a file changes
      await page.routeWebSocket('**/ws', () => {});
      await page.goto(address);
      const main = page.getByRole('main');
      await expect(main.locator('[data-level]').first()).toBeVisible();
      await main.screenshot({
        path: join(
          images,
          `${name}${colorScheme === 'dark' ? '-dark' : ''}.png`,
        ),
      });
    });
  }
}
