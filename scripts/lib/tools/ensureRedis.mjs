import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { findOnPath } from './findOnPath.mjs';
import { canInstallWithApt, installWithApt } from './installWithApt.mjs';
import { LauncherError } from '../LauncherError.mjs';
import { paths } from '../paths.mjs';
import { findToolchain, toolchainEnvironment } from '../toolchain.mjs';

const downloadScript = `
  const { default: RedisBinary } = require('redis-memory-server/lib/util/RedisBinary');
  RedisBinary.getPath({ downloadDir: process.argv[1], systemBinary: '' }).then(
    path => process.stdout.write(path),
    error => { console.error(error.message); process.exit(1); },
  );
`;

/** A redis-server to run: the one at hand, else Debian's, else one built from a download. */
export async function ensureRedis({ children, progress }) {
  const found = process.env.REDIS_SERVER_BIN || findOnPath('redis-server');
  if (found) {
    return found;
  }
  if (canInstallWithApt()) {
    const installed = await progress.step('Install redis-server', async () => {
      await installWithApt(children, 'redis-server').catch(() => undefined);
      return findOnPath('redis-server');
    });
    if (installed) {
      return installed;
    }
  }
  return progress.step('Download redis-server', () => downloadRedis(children));
}

async function downloadRedis(children) {
  const log = join(paths.logs, 'redis.log');
  const download = children.start({
    name: 'the download of Redis',
    command: findToolchain().node,
    args: ['-e', downloadScript, join(paths.tools, 'redis')],
    cwd: join(paths.root, 'packages', 'sandbox'),
    env: toolchainEnvironment(),
    stdout: 'pipe',
    log,
  });
  const [path, { code }] = await Promise.all([
    text(download.stdout),
    download.exited,
  ]);
  if (code !== 0) {
    throw new LauncherError(
      'Cannot find a redis-server, nor install or download one',
      {
        remedy:
          'install Redis (Debian: "apt-get install redis-server", macOS: "brew install redis"), or set REDIS_SERVER_BIN to a redis-server, and run the command again',
        log,
      },
    );
  }
  return path;
}
