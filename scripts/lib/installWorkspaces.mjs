import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { LauncherError } from './LauncherError.mjs';
import { paths } from './paths.mjs';
import { Stamp } from './Stamp.mjs';
import { tail } from './tail.mjs';
import {
  findToolchain,
  registryRemedy,
  toolchainEnvironment,
} from './toolchain.mjs';

/** Remembers the installation of the packages. */
export function installStamp() {
  const manifests = ['packages', 'plugins'].flatMap(folder =>
    readdirSync(join(paths.root, folder)).map(name =>
      join(paths.root, folder, name, 'package.json'),
    ),
  );
  return new Stamp(join(paths.stamps, 'install'), {
    root: paths.root,
    inputs: [
      ...['package.json', 'yarn.lock', '.yarnrc.yml'].map(name =>
        join(paths.root, name),
      ),
      ...manifests,
    ],
    salt: `${process.platform}-${process.arch}`,
  });
}

/** Whether the packages are installed as `yarn.lock` says. */
export function isInstalled() {
  return (
    existsSync(join(paths.root, 'node_modules', '.yarn-state.yml')) &&
    installStamp().isFresh
  );
}

/** Installs the packages of all workspaces as `yarn.lock` says. */
export async function installWorkspaces(children, npmConfig) {
  const stamp = installStamp();
  const { node, yarn } = findToolchain();
  const log = join(paths.logs, 'install.log');
  stamp.clear();
  const { code, reason } = await children.start({
    name: 'yarn install',
    command: node,
    args: [yarn, 'install', '--immutable'],
    cwd: paths.root,
    env: installEnvironment(npmConfig),
    log,
  }).exited;
  if (code !== 0) {
    throw new LauncherError(`Cannot install the packages: ${reason}`, {
      remedy: remedyFor(tail(log, 400) ?? ''),
      log,
    });
  }
  stamp.set();
}

/** The environment to install in. Yarn reads none of npm's settings, so it is told. */
export function installEnvironment(npmConfig) {
  const settings = {
    YARN_NPM_REGISTRY_SERVER: npmConfig.registry,
    YARN_NPM_AUTH_TOKEN: npmConfig.authToken,
    YARN_NPM_AUTH_IDENT: npmConfig.authIdent,
    YARN_HTTPS_CA_FILE_PATH: npmConfig.caFile,
    YARN_ENABLE_STRICT_SSL: npmConfig.strictSsl ? undefined : 'false',
    YARN_HTTP_PROXY: npmConfig.httpProxy,
    YARN_HTTPS_PROXY: npmConfig.httpsProxy,
    YARN_ENABLE_PROGRESS_BARS: 'false',
    // Fetched when they turn out to be needed, not during the installation
    REDISMS_DISABLE_POSTINSTALL: '1',
    PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1',
    npm_config_nodedir: headersFolder(),
  };
  const defined = Object.entries(settings).filter(([, value]) => value);
  return { ...Object.fromEntries(defined), ...toolchainEnvironment() };
}

// Native packages compile against the headers that came with Node, without a download
function headersFolder() {
  const { nodeFolder } = findToolchain();
  const header = join(nodeFolder, 'include', 'node', 'node.h');
  return existsSync(header) ? nodeFolder : undefined;
}

function remedyFor(output) {
  if (/YN0028|lockfile would have been modified/.test(output)) {
    return 'yarn.lock does not fit the package.json files: undo the changes to either, or run "yarn install" and commit yarn.lock';
  }
  if (/gyp ERR|not found: make|node-gyp/.test(output)) {
    return 'a native package had to be compiled: install python3, make and a C++ compiler (Debian: "apt-get install python3 make g++"), and run the command again';
  }
  return registryRemedy;
}
