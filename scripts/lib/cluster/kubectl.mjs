import { spawnSync } from 'node:child_process';
import { LauncherError } from '../LauncherError.mjs';

/** What kubectl prints; empty where it fails and `optional` is set. */
export function kubectl(args, { optional = false } = {}) {
  const { status, stdout, stderr, error } = spawnSync('kubectl', args, {
    encoding: 'utf8',
  });
  if (error) {
    throw new LauncherError(`Cannot run kubectl: ${error.message}`, {
      remedy: 'install kubectl, or put it on PATH',
    });
  }
  if (status !== 0 && !optional) {
    throw new LauncherError(
      `kubectl ${args.join(' ')} failed: ${stderr.trim()}`,
      { remedy: 'see whether KUBECONFIG names a cluster that answers' },
    );
  }
  return status === 0 ? stdout.trim() : '';
}
