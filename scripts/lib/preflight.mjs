import { execFileSync } from 'node:child_process';
import { statfsSync } from 'node:fs';
import { LauncherError } from './LauncherError.mjs';
import { paths } from './paths.mjs';

const gigabyte = 1024 ** 3;

/** Throws unless git answers. */
export function requireGit(command = 'git') {
  try {
    execFileSync(command, ['--version'], { stdio: 'ignore' });
  } catch (cause) {
    throw new LauncherError('Cannot run git: it is not on PATH', {
      remedy:
        'install git (Debian: "apt-get install git", macOS: "xcode-select --install"), and run the command again',
      cause,
    });
  }
}

/** Throws unless the checkout's disk has `gigabytes` free; says nothing where that cannot be told. */
export function requireDisk(gigabytes, folder = paths.root) {
  const free = freeBytes(folder);
  if (free === undefined || free >= gigabytes * gigabyte) {
    return;
  }
  throw new LauncherError(
    `Cannot go on: the disk of "${folder}" has ${(free / gigabyte).toFixed(
      1,
    )} GB free, but ${gigabytes} GB are needed`,
    { remedy: 'free some space, and run the command again' },
  );
}

function freeBytes(folder) {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  } catch {
    return undefined;
  }
}
