import { mkdir } from 'node:fs/promises';
import { GitCommit, GitIdentity } from './GitHost';
import { runGit } from './runGit';

/** One entry of a folder in a commit. */
export interface TreeEntry {
  name: string;
  path: string;
  type: 'file' | 'dir' | 'symlink' | 'submodule';
  sha: string;
  size: number;
}

const commitFormat = [
  '%H',
  '%T',
  '%P',
  '%an',
  '%ae',
  '%aI',
  '%cn',
  '%ce',
  '%cI',
  '%B',
].join('%x00');

/** Reads one bare repository. */
export class RepositoryReader {
  readonly #directory: string;

  static create(directory: string): RepositoryReader {
    return new RepositoryReader(directory);
  }

  private constructor(directory: string) {
    this.#directory = directory;
  }

  /** Commit that a branch, tag or SHA names. */
  async resolve(revision: string): Promise<string | undefined> {
    if (!/^[A-Za-z0-9][\w./+-]*$/.test(revision) || /\.\.|\.$/.test(revision)) {
      return undefined;
    }
    const args = ['rev-parse', '--verify', '--quiet', '--end-of-options'];
    const output = await this.#git([...args, `${revision}^{commit}`]).catch(
      () => undefined,
    );
    return output?.toString().trim();
  }

  /** The entry at a path; undefined when it is missing. */
  async entry(sha: string, path: string): Promise<TreeEntry | undefined> {
    const entries = await this.#listTree([sha, '--', path]);
    return entries.find(entry => entry.path === path);
  }

  /** The entries of a folder, or of the root for an empty path. */
  async entries(sha: string, path: string): Promise<TreeEntry[]> {
    return this.#listTree(path ? [sha, '--', `${path}/`] : [sha]);
  }

  async blob(sha: string): Promise<Buffer> {
    return this.#git(['cat-file', 'blob', sha]);
  }

  /** Newest commits that lead to a revision, newest first. */
  async commits(
    sha: string,
    options: { limit: number; path?: string },
  ): Promise<GitCommit[]> {
    const output = await this.#git([
      'log',
      '-z',
      `--max-count=${options.limit}`,
      `--format=${commitFormat}%x1e`,
      sha,
      ...(options.path ? ['--', options.path] : []),
    ]);
    return output
      .toString()
      .split('\x1e')
      .map(text => text.replace(/^\0/, ''))
      .filter(Boolean)
      .map(parseCommit);
  }

  async refs(): Promise<Map<string, string>> {
    const format = '--format=%(objectname) %(refname)';
    const output = await this.#git(['for-each-ref', format]);
    return new Map(
      output
        .toString()
        .split('\n')
        .filter(Boolean)
        .map(line => [line.slice(41), line.slice(0, 40)]),
    );
  }

  async archive(sha: string, topFolder: string): Promise<Buffer> {
    const prefix = `--prefix=${topFolder}/`;
    return this.#git(['archive', '--format=tar.gz', prefix, sha]);
  }

  async changedPaths(from: string, to: string): Promise<string[]> {
    const output = await this.#git(['diff', '--name-only', '-z', from, to]);
    return output.toString().split('\0').filter(Boolean);
  }

  /** Write a commit's files, below a path of it, into a folder. */
  async checkout(
    sha: string,
    options: { directory: string; path?: string },
  ): Promise<void> {
    await mkdir(options.directory, { recursive: true });
    await runGit(
      [
        `--git-dir=${this.#directory}`,
        `--work-tree=${options.directory}`,
        'checkout',
        '--force',
        sha,
        '--',
        options.path ?? '.',
      ],
      {
        cwd: options.directory,
        // An index of its own: several may check out at the same time.
        env: { GIT_INDEX_FILE: `${options.directory}.index` },
      },
    );
  }

  async #listTree(args: string[]): Promise<TreeEntry[]> {
    const output = await this.#git(['ls-tree', '-z', '-l', ...args]);
    return output.toString().split('\0').filter(Boolean).map(parseEntry);
  }

  async #git(args: string[]): Promise<Buffer> {
    return runGit([`--git-dir=${this.#directory}`, ...args]);
  }
}

function parseEntry(line: string): TreeEntry {
  const [info, path = ''] = line.split('\t');
  const [mode, , sha = '', size] = (info ?? '').split(/ +/);
  return {
    name: path.slice(path.lastIndexOf('/') + 1),
    path,
    type: entryType(mode ?? ''),
    sha,
    size: Number(size) || 0,
  };
}

function entryType(mode: string): TreeEntry['type'] {
  switch (mode) {
    case '040000':
      return 'dir';
    case '120000':
      return 'symlink';
    case '160000':
      return 'submodule';
    default:
      return 'file';
  }
}

function parseCommit(text: string): GitCommit {
  const fields = text.split('\0');
  const field = (index: number) => fields[index] ?? '';
  const identity = (index: number): GitIdentity => ({
    name: field(index),
    email: field(index + 1),
    date: field(index + 2),
  });
  return {
    sha: field(0),
    tree: field(1),
    parents: field(2).split(' ').filter(Boolean),
    author: identity(3),
    committer: identity(6),
    message: field(9).trimEnd(),
  };
}
