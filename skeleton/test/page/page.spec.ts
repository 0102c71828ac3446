import { expect, test } from '@playwright/test';

import { AppProcess } from '../support/app-process';
import { findProgram } from '../support/find-program';
import { freePorts } from '../support/free-port';
import { RedisProcess } from '../support/redis-process';

const program = findProgram('redis-server', 'valkey-server');

test('the page counts its visitor once, says when it cannot, and mends itself', async ({ page }) => {
  test.skip(!program && process.env.REQUIRE_REDIS !== '1', 'no redis-server on PATH');
  const [port = 0] = await freePorts(1);
  const redis = await RedisProcess.start({ program: program ?? 'redis-server', port });
  const app = await AppProcess.start({ REDIS_HOST: '127.0.0.1', REDIS_PORT: String(port), ENVIRONMENT: 'test' });
  const problems: string[] = [];
  page.on('console', message => {
    if (message.type() === 'error' && !message.text().includes('503')) problems.push(message.text());
  });
  page.on('pageerror', error => problems.push(error.message));
  try {
    const count = page.getByRole('status');
    await page.goto(app.url);
    await expect(count).toHaveText('1visit');
    await page.reload();
    await expect(count).toHaveText('2visits');
    await expect(page.getByText('Redis connected')).toBeVisible();
    await expect(page.getByRole('link', { name: 'Repository' })).toBeVisible();

    await redis.kill();
    await page.reload();
    await expect(count).toContainText('Count unavailable');
    await expect(page.getByText('Redis unreachable')).toBeVisible();

    await redis.start();
    await expect(count).toHaveText('3visits', { timeout: 20_000 });
    expect(problems).toEqual([]);
  } finally {
    app.kill();
    await redis.remove();
  }
});
