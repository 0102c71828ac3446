import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import { ports } from './ports';

const results = join(__dirname, '.results');

export default defineConfig({
  testDir: __dirname,
  // Suites of their own, with commands of their own
  testIgnore: ['adopt/**', 'cluster/**'],
  outputDir: join(results, 'output'),
  // The tests walk one path: each goes on where the one before it ended
  workers: 1,
  fullyParallel: false,
  maxFailures: 1,
  forbidOnly: Boolean(process.env.CI),
  timeout: 60_000,
  expect: { timeout: 30_000 },
  reporter: 'list',
  use: {
    baseURL: `http://localhost:${ports.PORTAL_PORT}`,
    viewport: { width: 1280, height: 800 },
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: process.env.CHROMIUM_BIN,
      // Chromium's own sandbox refuses to run as root, as containers and CI often do
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    },
  },
  webServer: {
    command: 'node scripts/start.mjs --fresh',
    cwd: join(__dirname, '..'),
    env: { ...ports, SANDBOX_HOME: join(results, 'sandbox') },
    url: `http://localhost:${ports.PORTAL_PORT}/.backstage/health/v1/readiness`,
    timeout: 10 * 60_000,
    reuseExistingServer: false,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 20_000 },
    stdout: 'pipe',
    stderr: 'pipe',
  },
});
