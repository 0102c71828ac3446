import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { bootstrap } from '../bootstrap.mjs';
import { formatDuration } from '../formatDuration.mjs';
import { installEnvironment } from '../installWorkspaces.mjs';
import { LauncherError } from '../LauncherError.mjs';
import { paths } from '../paths.mjs';
import { requireFreePorts } from '../ports.mjs';
import { readNpmConfig } from '../readNpmConfig.mjs';
import { makeSandboxHome } from '../sandboxHome.mjs';
import { startSandbox } from '../startSandbox.mjs';
import { ensureTools } from '../tools/ensureTools.mjs';
import { toolEnvironment } from '../tools/toolEnvironment.mjs';
import { yarnCommand } from '../steps/yarnCommand.mjs';
import { adoptPorts } from './adoptPorts.mjs';
import { createPortal } from './createPortal.mjs';
import { packPlugins } from './packPlugins.mjs';
import { pages } from './pages.mjs';
import { readSteps } from './readSteps.mjs';
import { startRegistry } from './startRegistry.mjs';

const help = `Usage: npm run test:adopt [-- --keep]

Makes a fresh Backstage, installs the packed plugins by following the install
pages, and tries them in a browser.

  --keep  Keep the fresh portal's folder
  --help  Show this text`;

/** `npm run test:adopt`: an existing Backstage takes the plugins in. */
export async function main(context) {
  const options = readOptions(context.args);
  if (options.help) {
    console.log(help);
    return 0;
  }
  const started = Date.now();
  await requireFreePorts(adoptPorts);
  makeSandboxHome();
  const tools = await ensureTools(context, {
    names: ['redis', 'chromium'],
    bootstrapped: bootstrap(context),
  });
  const folder = mkdtempSync(join(tmpdir(), 'paved-path-adopt-'));
  const env = {
    ...installEnvironment(readNpmConfig()),
    ...toolEnvironment(tools),
    YARN_IGNORE_PATH: '0',
    // "yarn add" asks a search service for types of the package, and ends with an error where
    // that cannot be reached; ours bring their types
    YARN_TS_ENABLE_AUTO_TYPES: 'false',
  };
  try {
    await adopt({ ...context, env, tools }, folder);
  } finally {
    if (!options.keep) {
      await context.children.stopAll();
      rmSync(folder, { recursive: true, force: true });
    }
  }
  context.progress.print(
    `\nAdopted in ${formatDuration(Date.now() - started)}`,
  );
  return 0;
}

async function adopt(context, folder) {
  const { children, progress, tools } = context;
  const portal = join(folder, 'portal');
  const plugins = await progress.step('Build and pack the plugins', () =>
    packPlugins(context, join(folder, 'packages')),
  );
  await progress.step('Make a fresh portal', () =>
    createPortal(context, portal),
  );
  const registry = await startRegistry(plugins);
  await progress.step('Follow the install pages', () =>
    followPages(context, { portal, registry }),
  );
  registry.close();
  await progress.step('Check the types', () =>
    children.run({
      name: 'tsc',
      command: 'yarn',
      args: ['tsc'],
      cwd: portal,
      env: context.env,
      log: join(paths.logs, 'adopt-types.log'),
      failure: 'The fresh portal has type errors',
    }),
  );
  const sandbox = await progress.step('Start the sandbox', () =>
    startSandbox(children, {
      ports: adoptPorts,
      home: join(folder, 'sandbox'),
      redisServer: tools['redis-server'].path,
    }),
  );
  const { startFreshPortal } = await import('./startFreshPortal.mjs');
  const { url } = await progress.step('Start the fresh portal', () =>
    startFreshPortal(context, { folder: portal, sandbox }),
  );
  await progress.step('Try it in a browser', () =>
    children.run({
      name: 'the browser test',
      ...yarnCommand(
        ...['playwright', 'test'],
        ...['--config', 'e2e/adopt/playwright.config.ts'],
      ),
      cwd: paths.root,
      env: {
        ...context.env,
        ADOPT_PORTAL_URL: url,
        ADOPT_GIT_URL: sandbox.gitUrl,
      },
      log: join(paths.logs, 'adopt-browser.log'),
      failure: 'The adopted portal does not do what it should',
    }),
  );
}

// What is installed is what was packed; where from is the one thing a reader does not do
export async function followPages(context, { portal, registry }) {
  const { followStep } = await import('./followStep.mjs');
  const settings = {
    'npmScopes.paved-path.npmRegistryServer': registry.url,
    unsafeHttpWhitelist: '["localhost"]',
  };
  for (const [name, value] of Object.entries(settings)) {
    const command = `yarn config set ${name} '${value}'${
      value.startsWith('[') ? ' --json' : ''
    }`;
    const step = { kind: 'run', command };
    await followStep(context, { folder: portal, step });
  }
  for (const [page, heading] of pages) {
    const markdown = readFileSync(join(paths.root, page), 'utf8');
    for (const step of readSteps(markdown, heading)) {
      await followStep(context, { folder: portal, step });
    }
  }
}

function readOptions(args) {
  try {
    return parseArgs({
      args,
      options: { keep: { type: 'boolean' }, help: { type: 'boolean' } },
    }).values;
  } catch (cause) {
    throw new LauncherError(cause.message, {
      remedy: 'see "npm run test:adopt -- --help"',
      cause,
    });
  }
}
