import { join } from 'node:path';
import { defineConfig } from '@playwright/test';

const results = join(__dirname, '../.results/adopt');

// `npm run test:adopt` starts the fresh portal and says where it is
export default defineConfig({
  testDir: __dirname,
  outputDir: results,
  // The tests walk one path: each goes on where the one before it ended
  workers: 1,
  fullyParallel: false,
  maxFailures: 1,
  forbidOnly: Boolean(process.env.CI),
  // Patience for a busy machine; nothing waits that long on a quiet one
  timeout: 5 * 60_000,
  expect: { timeout: 2 * 60_000 },
  reporter: [['list'], ['json', { outputFile: process.env.ADOPT_REPORT }]],
  use: {
    baseURL: process.env.ADOPT_PORTAL_URL,
    viewport: { width: 1280, height: 800 },
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: process.env.CHROMIUM_BIN,
      // Chromium's own sandbox refuses to run as root, as containers and CI often do
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    },
  },
});
