import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const tools = join(root, '.tools');
const sandboxHome = resolve(
  root,
  process.env.SANDBOX_HOME || join(root, '.sandbox'),
);

/** Where things are: the checkout, what the launcher fetched, and the sandbox's state. */
export const paths = {
  root: resolve(root),
  tools,
  stamps: join(tools, 'stamps'),
  goBin: join(tools, 'bin'),
  python: join(tools, 'python'),
  compileCache: join(tools, 'compile-cache'),
  sandboxHome,
  logs: join(sandboxHome, 'logs'),
  nodeTransform: join(
    root,
    'node_modules',
    '@backstage',
    'cli',
    'config',
    'nodeTransform.cjs',
  ),
};
