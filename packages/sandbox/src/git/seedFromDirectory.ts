import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { RepositoryReader } from './RepositoryReader';
import { runGit } from './runGit';

/**
 * Commit the files of a project, as they lie in its folder, to branch `main`
 * of a bare repository: tracked ones and new ones that are not ignored. Works
 * where the project has no `.git` too. Nothing is committed when nothing
 * changed.
 *
 * @returns the commit at the tip of `main`
 */
export async function seedFromDirectory(
  repositoryDirectory: string,
  projectRoot: string,
): Promise<string> {
  const git = async (args: string[], input?: string) =>
    (
      await runGit(
        [
          `--git-dir=${repositoryDirectory}`,
          `--work-tree=${projectRoot}`,
          '-c',
          `core.excludesFile=${join(projectRoot, '.git/info/exclude')}`,
          ...args,
        ],
        { cwd: projectRoot, input, env: environment(repositoryDirectory) },
      )
    )
      .toString()
      .trim();

  await git(['add', '--all', '.']);
  const ignoredButTracked = await trackedFiles(projectRoot);
  if (ignoredButTracked.length > 0) {
    await git(
      ['update-index', '--add', '-z', '--stdin'],
      ignoredButTracked.map(path => `${path}\0`).join(''),
    );
  }
  const tree = await git(['write-tree']);
  const reader = RepositoryReader.create(repositoryDirectory);
  const parent = await reader.resolve('main');
  const [tip] = parent ? await reader.commits(parent, { limit: 1 }) : [];
  if (tip && tip.tree === tree) {
    return tip.sha;
  }
  const message = 'Seed the golden path from the working tree';
  const parents = parent ? ['-p', parent] : [];
  const sha = await git(['commit-tree', tree, ...parents, '-m', message]);
  await git(['update-ref', 'refs/heads/main', sha]);
  return sha;
}

function environment(repositoryDirectory: string): Record<string, string> {
  const name = 'Paved Path sandbox';
  const email = 'sandbox@localhost';
  return {
    GIT_INDEX_FILE: join(repositoryDirectory, 'seed.index'),
    GIT_AUTHOR_NAME: name,
    GIT_AUTHOR_EMAIL: email,
    GIT_COMMITTER_NAME: name,
    GIT_COMMITTER_EMAIL: email,
  };
}

/** Files that the project's own git tracks although they are ignored. */
async function trackedFiles(projectRoot: string): Promise<string[]> {
  const listed = await runGit(
    ['ls-files', '--cached', '--ignored', '--exclude-standard', '-z'],
    { cwd: projectRoot },
  ).catch(() => Buffer.alloc(0));
  const paths = listed.toString().split('\0').filter(Boolean);
  const present = await Promise.all(
    paths.map(path =>
      lstat(join(projectRoot, path)).then(
        stat => stat.isFile() || stat.isSymbolicLink(),
        () => false,
      ),
    ),
  );
  return paths.filter((_, index) => present[index]);
}
