import { defineConfig } from '@playwright/test';

/** One browser, one page. `npm run test:page` starts it, and says where the browser is. */
export default defineConfig({
  testDir: 'test/page',
  workers: 1,
  timeout: 60_000,
  reporter: 'list',
  use: {
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH || undefined,
      // Chromium's own sandbox does not work for root, as which many a CI container runs.
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    },
  },
});
