import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { findOnPath } from './findOnPath.mjs';
import { paths } from '../paths.mjs';

/** Whether this machine takes Debian packages and the current user may install them. */
export function canInstallWithApt() {
  return process.getuid?.() === 0 && Boolean(findOnPath('apt-get'));
}

/** Installs a Debian package; `RUNLEVEL=1` keeps its services from being started. */
export async function installWithApt(children, packageName) {
  const log = join(paths.logs, 'apt.log');
  const env = {
    ...process.env,
    DEBIAN_FRONTEND: 'noninteractive',
    RUNLEVEL: '1',
  };
  const name = `apt-get install ${packageName}`;
  const install = {
    name,
    command: 'apt-get',
    args: ['install', '-y', '--no-install-recommends', packageName],
    env,
    log,
  };
  if (existsSync('/var/lib/apt/lists/lock')) {
    const { code } = await children.start(install).exited;
    if (code === 0) {
      return;
    }
  }
  await children.run({
    name: 'apt-get update',
    command: 'apt-get',
    args: ['update'],
    env,
    log,
  });
  await children.run(install);
}
