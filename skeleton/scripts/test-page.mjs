/** Runs the page test where a browser is at hand; REQUIRE_BROWSER=1 makes it a failure that there is none. */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

import { chromium } from '@playwright/test';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

function onPath() {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return names.flatMap(name => folders.map(folder => join(folder, name))).find(path => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

const own = existsSync(chromium.executablePath()) ? '' : undefined;
const browser = process.env.CHROMIUM_PATH ?? own ?? onPath();
if (browser === undefined) {
  const remedy = 'set CHROMIUM_PATH, put chromium on PATH, or run "npx playwright install chromium"';
  console.log(`Skipped the page test: no browser; ${remedy}`);
  process.exit(process.env.REQUIRE_BROWSER === '1' ? 1 : 0);
}
const { status } = spawnSync(process.execPath, ['node_modules/@playwright/test/cli.js', 'test'], {
  stdio: 'inherit',
  env: { ...process.env, CHROMIUM_PATH: browser },
});
process.exit(status ?? 1);
