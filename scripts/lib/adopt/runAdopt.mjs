import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { bootstrap } from '../bootstrap.mjs';
import { formatDuration } from '../formatDuration.mjs';
import { installEnvironment } from '../installWorkspaces.mjs';
import { LauncherError } from '../LauncherError.mjs';
import { requireFreePorts } from '../ports.mjs';
import { readNpmConfig } from '../readNpmConfig.mjs';
import { makeSandboxHome } from '../sandboxHome.mjs';
import { ensureTools } from '../tools/ensureTools.mjs';
import { toolEnvironment } from '../tools/toolEnvironment.mjs';
import { adoptPorts } from './adoptPorts.mjs';
import { withDurations } from './withDurations.mjs';

const help = `Usage: npm run test:adopt [-- --keep]

Makes a fresh Backstage, installs the packed plugins by following the install
pages, tries them in a browser, and takes them out again by the same pages.

  --keep    Keep the fresh portal's folder
  --record  Write what was seen to docs/proof/adoption.md
  --help    Show this text`;

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
  const progress = withDurations(context.progress);
  if (!options.keep) {
    context.cleanUp = async () =>
      rmSync(folder, { recursive: true, force: true });
  }
  // Loaded once the bootstrap has installed what they import
  const { adoptPlugins } = await import('./adoptPlugins.mjs');
  await adoptPlugins({ ...context, progress, env, tools }, folder);
  if (options.record) {
    const { writeRecord } = await import('./writeRecord.mjs');
    await writeRecord(progress.durations);
  }
  context.progress.print(
    `\nAdopted in ${formatDuration(Date.now() - started)}`,
  );
  return 0;
}

function readOptions(args) {
  try {
    return parseArgs({
      args,
      options: {
        keep: { type: 'boolean' },
        record: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    }).values;
  } catch (cause) {
    throw new LauncherError(cause.message, {
      remedy: 'see "npm run test:adopt -- --help"',
      cause,
    });
  }
}
