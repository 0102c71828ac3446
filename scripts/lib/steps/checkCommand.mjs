import { join } from 'node:path';
import { paths } from '../paths.mjs';

/** Runs a command that either passes or fails as a whole. */
export async function checkCommand(context, { name, ...options }) {
  const log = join(paths.logs, `test-${name}.log`);
  const { code, reason } = await context.children.start({
    name,
    cwd: paths.root,
    env: context.env,
    log,
    ...options,
  }).exited;
  return code === 0
    ? { passed: 1, failed: 0 }
    : { passed: 0, failed: 1, log, failures: [`${name}: ${reason}`] };
}
