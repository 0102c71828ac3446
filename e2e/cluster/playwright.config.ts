import { join } from 'node:path';
import { defineConfig } from '@playwright/test';

/** The suite of `npm run test:cluster`: one service, walked through its life. */
export default defineConfig({
  testDir: __dirname,
  outputDir: join(__dirname, '../.results/cluster'),
  workers: 1,
  fullyParallel: false,
  forbidOnly: Boolean(process.env.CI),
  // A drill lasts as long as its own patience
  timeout: 30 * 60_000,
  reporter: 'list',
});
