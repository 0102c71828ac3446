import { join } from 'node:path';
import { defineConfig } from '@playwright/test';

const results = join(__dirname, '../.results/cluster');
const port = process.env.PORTAL_PORT ?? '7117';

/** The suite of `npm run test:cluster`: one service, walked through its life. */
export default defineConfig({
  testDir: __dirname,
  outputDir: join(results, 'output'),
  workers: 1,
  fullyParallel: false,
  forbidOnly: Boolean(process.env.CI),
  // A drill lasts as long as its own patience
  timeout: 30 * 60_000,
  expect: { timeout: 30_000 },
  reporter: 'list',
  use: {
    baseURL: `http://localhost:${port}`,
    viewport: { width: 1280, height: 800 },
    launchOptions: {
      executablePath: process.env.CHROMIUM_BIN,
      // Chromium's own sandbox refuses to run as root, as containers and CI often do
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    },
  },
  webServer: {
    // The account with which the portal reads the cluster
    command:
      'kubectl apply -f docs/service-health/rbac.yaml && node scripts/start-cluster.mjs',
    cwd: join(__dirname, '../..'),
    env: {
      PORTAL_PORT: port,
      PORTAL_HOME: join(results, `portal-${process.pid}`),
    },
    url: `http://localhost:${port}/.backstage/health/v1/readiness`,
    timeout: 10 * 60_000,
    reuseExistingServer: false,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 20_000 },
    stdout: 'pipe',
    stderr: 'pipe',
  },
});
