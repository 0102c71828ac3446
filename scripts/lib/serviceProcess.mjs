import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { paths } from './paths.mjs';
import { findToolchain, toolchainEnvironment } from './toolchain.mjs';

const preload = fileURLToPath(new URL('./preload.cjs', import.meta.url));

/** How a long-running TypeScript entry of a workspace is started. */
export function serviceProcess(packageFolder, { entry, args = [], env }) {
  return {
    command: findToolchain().node,
    args: [
      '--require',
      preload,
      '--require',
      paths.nodeTransform,
      join(packageFolder, entry),
      ...args,
    ],
    cwd: packageFolder,
    env: {
      ...toolchainEnvironment(),
      NODE_COMPILE_CACHE: paths.compileCache,
      NODE_ENV: 'development',
      ...env,
    },
  };
}
