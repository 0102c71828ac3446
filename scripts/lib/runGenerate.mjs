import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { bootstrap } from './bootstrap.mjs';
import { paths } from './paths.mjs';
import { findToolchain, toolchainEnvironment } from './toolchain.mjs';

// stdout belongs to the command that is run
export const output = process.stderr;

/** `npm run generate`: renders the skeleton from a file of answers. */
export async function main(context) {
  await bootstrap(context);
  return new Promise(resolve => {
    const child = spawn(
      findToolchain().node,
      [
        '--require',
        paths.nodeTransform,
        join(paths.root, 'packages', 'generate', 'src', 'cli.ts'),
        ...context.args,
      ],
      {
        // The files are named as seen from where the command was typed
        cwd: process.env.INIT_CWD || process.cwd(),
        env: {
          ...toolchainEnvironment(),
          NODE_COMPILE_CACHE: paths.compileCache,
        },
        stdio: 'inherit',
      },
    );
    child.once('exit', code => resolve(code ?? 1));
  });
}
