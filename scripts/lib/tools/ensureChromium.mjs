import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { paths } from '../paths.mjs';
import { findToolchain, toolchainEnvironment } from '../toolchain.mjs';
import { findOnPath } from './findOnPath.mjs';
import { canInstallWithApt, installWithApt } from './installWithApt.mjs';

const names = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
];
const macOs = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';

/** A Chromium for Playwright: the one at hand, else Debian's, else Playwright's own. */
export async function ensureChromium({ children, progress }) {
  const found = process.env.CHROMIUM_BIN || findChromium();
  if (found) {
    return { path: found };
  }
  return progress.step('Install Chromium', async ({ note }) => {
    if (canInstallWithApt()) {
      await installWithApt(children, 'chromium').catch(() => undefined);
    }
    if (findChromium()) {
      return { path: findChromium() };
    }
    const { node, yarn } = findToolchain();
    const { code } = await children.start({
      name: 'playwright install',
      command: node,
      args: [yarn, 'playwright', 'install', 'chromium'],
      cwd: paths.root,
      env: toolchainEnvironment(),
      log: join(paths.logs, 'chromium.log'),
    }).exited;
    if (code === 0) {
      return {};
    }
    note('failed');
    return { missing: 'not on PATH, and neither apt nor Playwright got one' };
  });
}

function findChromium() {
  return findOnPath(...names) ?? (existsSync(macOs) ? macOs : undefined);
}
