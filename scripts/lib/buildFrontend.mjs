import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { paths } from './paths.mjs';
import { Stamp } from './Stamp.mjs';
import { findToolchain, toolchainEnvironment } from './toolchain.mjs';

const app = join(paths.root, 'packages', 'app');

/** Whether the pages that the portal serves are built from the sources as they are. */
export function isFrontendBuilt() {
  return existsSync(join(app, 'dist', 'index.html')) && frontendStamp().isFresh;
}

/**
 * Builds the pages. Their configuration reaches them at run time, so that one
 * build fits every URL.
 */
export async function buildFrontend(children) {
  const stamp = frontendStamp();
  const { node, yarn } = findToolchain();
  stamp.clear();
  await children.run({
    name: 'the build of the pages',
    command: node,
    args: [yarn, 'workspace', 'app', 'build'],
    cwd: paths.root,
    env: {
      ...toolchainEnvironment(),
      PORTAL_URL: 'http://localhost:7007',
      NODE_ENV: 'production',
    },
    log: join(paths.logs, 'frontend.log'),
    failure: 'Cannot build the pages',
  });
  stamp.set();
}

function frontendStamp() {
  return new Stamp(join(paths.stamps, 'frontend'), {
    root: paths.root,
    inputs: [
      join(paths.root, 'yarn.lock'),
      join(paths.root, 'app-config.yaml'),
      ...localPackages(app),
    ],
  });
}

// The app and the workspaces it is made of, however deep
function localPackages(start) {
  const folders = workspaceFolders();
  const found = new Set();
  const visit = folder => {
    if (!folder || found.has(folder)) {
      return;
    }
    found.add(folder);
    const { dependencies = {} } = readManifest(folder);
    Object.keys(dependencies).forEach(name => visit(folders.get(name)));
  };
  visit(start);
  return [...found];
}

function workspaceFolders() {
  const folders = ['packages', 'plugins'].flatMap(parent =>
    readdirSync(join(paths.root, parent)).map(name =>
      join(paths.root, parent, name),
    ),
  );
  return new Map(
    folders
      .filter(folder => existsSync(join(folder, 'package.json')))
      .map(folder => [readManifest(folder).name, folder]),
  );
}

function readManifest(folder) {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
}
