import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runGit } from '../git/runGit';
import { setImageTag } from './setImageTag';

/** The file that says what runs in dev. */
export const devValuesFile = 'ops/charts/env/dev/values.yaml';

const bot = {
  GIT_AUTHOR_NAME: 'sandbox-ci[bot]',
  GIT_AUTHOR_EMAIL: 'sandbox-ci@localhost',
  GIT_COMMITTER_NAME: 'sandbox-ci[bot]',
  GIT_COMMITTER_EMAIL: 'sandbox-ci@localhost',
};

/**
 * Commit the tag of a new image to dev's values and push that, as the
 * generated `build.yaml` does; on top of what others pushed meanwhile.
 */
export async function deployDev(
  directory: string,
  options: { remote: string; sha: string; signal: AbortSignal },
): Promise<void> {
  const { remote, sha, signal } = options;
  const git = (...args: string[]) =>
    runGit(args, { cwd: directory, env: bot, signal });
  for (let attempt = 1; ; attempt += 1) {
    await git('fetch', '--quiet', remote, 'main');
    await git('reset', '--quiet', '--hard', 'FETCH_HEAD');
    const file = join(directory, devValuesFile);
    await writeFile(file, setImageTag(await readFile(file, 'utf8'), sha));
    const changed = await git('status', '--porcelain', '--', devValuesFile);
    if (changed.length === 0) {
      return;
    }
    await git('add', '--', devValuesFile);
    const subject = `chore(dev): deploy ${sha.slice(0, 10)}`;
    await git('commit', '--quiet', '--message', subject);
    try {
      await git('push', '--quiet', remote, 'HEAD:refs/heads/main');
      return;
    } catch (error) {
      if (attempt === 3) {
        throw error;
      }
    }
  }
}
