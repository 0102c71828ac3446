import { join } from 'node:path';
import { defineConfig } from '@playwright/test';

const url = 'http://localhost:7530';

/** Looks at the dev app, which shows every state without a backend. */
export default defineConfig({
  testDir: __dirname,
  outputDir: join(__dirname, '../../../e2e/.results/service-health'),
  workers: 1,
  forbidOnly: Boolean(process.env.CI),
  timeout: 2 * 60_000,
  expect: { timeout: 60_000 },
  reporter: 'list',
  use: {
    baseURL: url,
    viewport: { width: 1280, height: 800 },
    // The examples were taken at this place
    timezoneId: 'UTC',
    locale: 'en-GB',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.CHROMIUM_BIN,
      // Chromium's own sandbox refuses to run as root, as containers and CI often do
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    },
  },
  webServer: {
    command: 'backstage-cli package start --config dev/app-config.yaml',
    cwd: join(__dirname, '..'),
    env: { APP_CONFIG_app_baseUrl: JSON.stringify(url), BROWSER: 'none' },
    url,
    timeout: 5 * 60_000,
    reuseExistingServer: false,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 10_000 },
  },
});
