import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LauncherError } from './LauncherError.mjs';
import { npmCommand } from './npmCommand.mjs';
import { paths } from './paths.mjs';

/** What npm is configured with: registry, proxy, CA, and the credentials of the registry. */
export function readNpmConfig() {
  const config = askNpm();
  return {
    registry: config.registry,
    caFile: config.cafile || writeCa(config.ca),
    strictSsl: config['strict-ssl'] !== false,
    httpProxy: config.proxy || process.env.http_proxy || undefined,
    httpsProxy:
      config['https-proxy'] || process.env.https_proxy || config.proxy,
    ...readCredentials(config),
  };
}

function askNpm() {
  const { command, args } = npmCommand('config', 'list', '--json');
  try {
    const output = execFileSync(command, args, {
      cwd: paths.root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return JSON.parse(output);
  } catch (cause) {
    throw new LauncherError('Cannot read the configuration of npm', {
      remedy: 'see that "npm config list" works, and run the command again',
      cause,
    });
  }
}

// npm takes certificates as text as well, Yarn only as a file
function writeCa(ca) {
  if (!ca || ca.length === 0) {
    return undefined;
  }
  mkdirSync(paths.tools, { recursive: true });
  const file = join(paths.tools, 'npm-ca.pem');
  writeFileSync(file, `${[ca].flat().join('\n')}\n`);
  return file;
}

// npm keeps credentials to itself ("protected"), so its files are read
function readCredentials({ registry, userconfig, globalconfig }) {
  const prefix = registry.replace(/^https?:/, '').replace(/\/*$/, '/');
  const files = [globalconfig, userconfig, join(paths.root, '.npmrc')];
  const found = {};
  for (const file of files.filter(name => name && existsSync(name))) {
    for (const line of readFileSync(file, 'utf8').split(/\r?\n/)) {
      const [key, value] = splitOnce(line, '=');
      if (key === `${prefix}:_authToken`) {
        found.authToken = expand(value);
      } else if (key === `${prefix}:_auth`) {
        found.authIdent = expand(value);
      }
    }
  }
  return found;
}

function splitOnce(line, separator) {
  const at = line.indexOf(separator);
  return at < 0
    ? [line.trim(), '']
    : [line.slice(0, at).trim(), line.slice(at + 1).trim()];
}

function expand(value) {
  return value
    .replace(/^"(.*)"$/, '$1')
    .replace(/\$\{([^}?]+)\??\}/g, (_, name) => process.env[name] ?? '');
}
