import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { npmCommand } from '../npmCommand.mjs';
import { paths } from '../paths.mjs';

/** The release of create-app that makes a portal of the Backstage release in `backstage.json`. */
export const createApp = '@backstage/create-app@0.9.2';

/** Makes a fresh portal in `folder`, as someone does who starts with Backstage today. */
export async function createPortal({ children, env }, folder) {
  const log = join(paths.logs, 'adopt-create.log');
  await children.run({
    name: 'create-app',
    ...npmCommand(
      ...['exec', '--yes', `--package=${createApp}`, '--'],
      ...['backstage-create-app', '--path', folder, '--skip-install'],
    ),
    env: { ...env, BACKSTAGE_APP_NAME: 'portal' },
    log,
    failure: `Cannot make a portal with ${createApp}`,
  });
  pinVersions(folder);
  await children.run({
    name: 'yarn install',
    command: 'yarn',
    args: ['install'],
    cwd: folder,
    env,
    log,
    failure: 'Cannot install the fresh portal',
  });
}

/**
 * create-app starts from the lock file of Backstage's own repository where it
 * can be fetched. Ours stands in for it, and what ours does not know is taken
 * in the version that create-app names: the portal is then of one release,
 * whatever was published since.
 */
function pinVersions(folder) {
  const lock = readFileSync(join(paths.root, 'yarn.lock'), 'utf8');
  writeFileSync(join(folder, 'yarn.lock'), lock);
  const ranges = ['app', 'backend'].flatMap(name => {
    const manifest = readJson(join(folder, 'packages', name, 'package.json'));
    return Object.entries(manifest.dependencies);
  });
  const unknown = ranges
    .filter(([name]) => name.startsWith('@backstage/'))
    .filter(([name, range]) => !lock.includes(`${name}@npm:${range}`));
  const file = join(folder, 'package.json');
  const manifest = readJson(file);
  manifest.resolutions = {
    ...Object.fromEntries(
      unknown.map(([name, range]) => [name, range.replace('^', '')]),
    ),
    ...manifest.resolutions,
    ...readJson(join(paths.root, 'package.json')).resolutions,
  };
  writeFileSync(file, `${JSON.stringify(manifest, undefined, 2)}\n`);
}

function readJson(file) {
  return JSON.parse(readFileSync(file, 'utf8'));
}
