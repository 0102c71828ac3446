import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { npmCommand } from '../npmCommand.mjs';
import { paths } from '../paths.mjs';

/** The release of create-app that makes a portal of the Backstage release in `backstage.json`. */
const createApp = '@backstage/create-app@0.9.2';

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
 * can be fetched. Ours stands in for it: the fresh portal then has the versions
 * that this project is tested with, whatever was published since.
 */
function pinVersions(folder) {
  cpSync(join(paths.root, 'yarn.lock'), join(folder, 'yarn.lock'));
  const { resolutions } = readJson(join(paths.root, 'package.json'));
  const file = join(folder, 'package.json');
  const manifest = readJson(file);
  manifest.resolutions = { ...manifest.resolutions, ...resolutions };
  writeFileSync(file, `${JSON.stringify(manifest, undefined, 2)}\n`);
}

function readJson(file) {
  return JSON.parse(readFileSync(file, 'utf8'));
}
