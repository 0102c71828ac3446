import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { paths } from '../paths.mjs';
import { followStep } from './followStep.mjs';
import { pages, readmes } from './pages.mjs';
import { readSteps } from './readSteps.mjs';
import { undoStep } from './undoStep.mjs';

const scope = '@paved-path/';

/** What is installed is what was packed: where from is the one thing that a reader does not set. */
export async function pointAtRegistry(context, { portal, registry }) {
  for (const setting of [
    `npmScopes.paved-path.npmRegistryServer ${registry.url}`,
    `unsafeHttpWhitelist '["localhost"]' --json`,
  ]) {
    await followStep(context, {
      folder: portal,
      step: { kind: 'run', command: `yarn config set ${setting}` },
    });
  }
}

/** Does what the install pages say. */
export async function installPlugins(context, portal) {
  for (const [page, heading] of pages) {
    await follow(context, { portal, steps: stepsOf(page, heading) });
  }
}

/** Does what the READMEs say to uninstall, the last one first. */
export async function uninstallPlugins(context, portal) {
  for (const readme of readmes.toReversed()) {
    // "Take out what Install added to …"
    for (const step of stepsOf(readme, '## Install')) {
      undoStep(portal, step);
    }
    await follow(context, { portal, steps: stepsOf(readme, '## Uninstall') });
  }
  requireGone(portal);
}

function requireGone(portal) {
  const left = [
    ...['app-config.yaml', 'yarn.lock', 'packages/app/package.json'],
    ...['packages/backend/package.json', 'packages/backend/src/index.ts'],
  ].filter(file => readFileSync(join(portal, file), 'utf8').includes(scope));
  if (left.length > 0) {
    throw new Error(`Cannot end: ${left.join(', ')} still name "${scope}"`);
  }
}

async function follow(context, { portal, steps }) {
  for (const step of steps) {
    await followStep(context, { folder: portal, step });
  }
}

function stepsOf(page, heading) {
  return readSteps(readFileSync(join(paths.root, page), 'utf8'), heading);
}
