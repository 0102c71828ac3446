import { join } from 'node:path';
import { bootstrap } from '../bootstrap.mjs';
import { paths } from '../paths.mjs';
import { findToolchain, toolchainEnvironment } from '../toolchain.mjs';
import { ensureTools } from '../tools/ensureTools.mjs';
import { toolEnvironment } from '../tools/toolEnvironment.mjs';
import { clusterVariables, requireVariables } from './requireVariables.mjs';

/** `npm run test:cluster`: walks a service through its life on a real cluster; further arguments go to Playwright. */
export async function main(context) {
  requireVariables({
    ...clusterVariables,
    CLUSTER_REGISTRY:
      'host:port of a registry in which the nodes look for images of ghcr.io',
  });
  const tools = await ensureTools(context, {
    names: ['chromium', 'helm'],
    bootstrapped: bootstrap(context),
  });
  const { code } = await context.children.start({
    name: 'Playwright',
    command: findToolchain().node,
    args: [
      join(paths.root, 'node_modules/@playwright/test/cli.js'),
      ...['test', '--config', 'e2e/cluster/playwright.config.ts'],
      ...context.args,
    ],
    cwd: paths.root,
    env: { ...toolchainEnvironment(), ...toolEnvironment(tools) },
  }).exited;
  return code ?? 1;
}
