import { join } from 'node:path';
import { paths } from '../paths.mjs';
import { startSandbox } from '../startSandbox.mjs';
import { adoptPorts } from './adoptPorts.mjs';
import { browse } from './browse.mjs';
import { createPortal } from './createPortal.mjs';
import {
  installPlugins,
  pointAtRegistry,
  uninstallPlugins,
} from './followPages.mjs';
import { packPlugins } from './packPlugins.mjs';
import { startFreshPortal } from './startFreshPortal.mjs';
import { startRegistry } from './startRegistry.mjs';

/**
 * Takes the packed plugins into a fresh portal in `folder`, tries them, and
 * takes them out again.
 */
export async function adoptPlugins(context, folder) {
  const { children, progress, tools } = context;
  const portal = join(folder, 'portal');
  const plugins = await progress.step('Build and pack the plugins', () =>
    packPlugins(context, join(folder, 'packages')),
  );
  await progress.step('Make a fresh portal', () =>
    createPortal(context, portal),
  );
  const registry = await startRegistry(plugins);
  await pointAtRegistry(context, { portal, registry });
  await progress.step('Follow the install pages', () =>
    installPlugins(context, portal),
  );
  await check(context, { portal, state: 'with the plugins' });
  const sandbox = await progress.step('Start the sandbox', () =>
    startSandbox(children, {
      ports: adoptPorts,
      home: join(folder, 'sandbox'),
      redisServer: tools['redis-server'].path,
    }),
  );
  await look(context, { portal, sandbox, spec: 'adopt' });

  await progress.step('Follow the pages to uninstall', () =>
    uninstallPlugins(context, portal),
  );
  registry.close();
  await check(context, { portal, state: 'without them' });
  await look(context, { portal, sandbox, spec: 'removed' });
}

/** The portal's own commands say whether it is whole. */
async function check({ children, env, progress }, { portal, state }) {
  for (const [title, script] of [
    ['Check the types', 'tsc'],
    ['Build for production', 'build:all'],
  ]) {
    await progress.step(`${title}, ${state}`, () =>
      children.run({
        name: script,
        command: 'yarn',
        args: [script],
        cwd: portal,
        env,
        log: join(paths.logs, `adopt-${script.replace(':', '-')}.log`),
        failure: `The fresh portal fails "yarn ${script}" ${state}`,
      }),
    );
  }
}

async function look(context, { portal, sandbox, spec }) {
  const { children, progress } = context;
  const fresh = await progress.step('Start the fresh portal', () =>
    startFreshPortal(context, { folder: portal, sandbox }),
  );
  await progress.step('Look at it in a browser', () =>
    browse(context, { url: fresh.url, gitUrl: sandbox.gitUrl, spec }),
  );
  await children.stop(fresh.process);
}
