import { spawnSync } from 'node:child_process';
import {
  chmod,
  mkdir,
  mkdtemp,
  readFile,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Answers } from '../Answers';
import { renderSkeleton } from '../renderSkeleton';

/** A pull request that somebody opened with `gh pr create`. */
export type PullRequest = Readonly<Record<'base' | 'head' | 'body', string>>;

/** A repository that the template made, cloned from an origin of its own; `gh` is a double that writes down its arguments. */
export class ClonedRepository {
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  static async create(options: {
    helm?: string;
    answers?: Answers;
  }): Promise<ClonedRepository> {
    const folder = await mkdtemp(join(tmpdir(), 'clone-'));
    const repository = new ClonedRepository(folder);
    await renderSkeleton(
      {
        name: 'visit-tracker',
        owner: 'group:default/team-a',
        repoUrl: 'github.com?owner=acme&repo=visit-tracker',
        environments: ['dev', 'staging', 'prod'],
        ...options.answers,
      },
      repository.#clone,
    );
    await mkdir(join(folder, 'bin'));
    if (options.helm) await symlink(options.helm, join(folder, 'bin/helm'));
    await repository.#install(
      'bin/gh',
      `[ "$1 $2" = 'pr list' ] && { cat "${folder}/open" 2>/dev/null; exit 0; }
for argument; do printf '%s\\0' "$argument"; done > "${folder}/pull-request"`,
    );
    repository.#git('init', '--quiet', '--bare', repository.#origin);
    repository.#git('init', '--quiet', '--initial-branch', 'main');
    repository.#git('remote', 'add', 'origin', repository.#origin);
    repository.#commit('a start');
    repository.#git('push', '--quiet', 'origin', 'main');
    return repository;
  }

  /** Runs one of its scripts as a workflow does, and answers what it printed. */
  run(script: string, environment: Record<string, string>): string {
    const { status, stdout, stderr } = spawnSync('bash', [script], {
      cwd: this.#clone,
      encoding: 'utf8',
      env: {
        PATH: `${join(this.#folder, 'bin')}:${process.env.PATH}`,
        HOME: this.#folder,
        GITHUB_SERVER_URL: 'https://github.com',
        GITHUB_REPOSITORY: 'acme/visit-tracker',
        GH_TOKEN: 'token',
        BRANCH: 'main',
        ...environment,
      },
    });
    if (status !== 0) throw new Error(stdout + stderr);
    return stdout + stderr;
  }

  /** Lets an environment run an image, as an earlier build or promotion did. */
  runs(environment: string, tag: string, digest: string): void {
    const script = 'scripts/set-image-tag.mjs';
    spawnSync(process.execPath, [script, environment, tag, digest], {
      cwd: this.#clone,
    });
    this.#commit(`${environment} runs ${tag}`);
    this.#git('push', '--quiet', 'origin', 'main');
  }

  /** Refuses whoever pushes to `main`, as a protected branch does. */
  async protect(): Promise<void> {
    await this.#install(
      'origin.git/hooks/update',
      `[ "$1" != refs/heads/main ]`,
    );
  }

  /** Says that a pull request is open already. */
  async open(url: string): Promise<void> {
    await writeFile(join(this.#folder, 'open'), url);
  }

  /** The pull request that was opened, if one was. */
  async pullRequest(): Promise<PullRequest | undefined> {
    const text = await readFile(
      join(this.#folder, 'pull-request'),
      'utf8',
    ).catch(() => '');
    const words = text.split('\0');
    const after = (flag: string) => words[words.indexOf(`--${flag}`) + 1] ?? '';
    return text
      ? { base: after('base'), head: after('head'), body: after('body') }
      : undefined;
  }

  /** A file as it is on a branch of the origin. */
  show(branch: string, path: string): string {
    return this.#git('--git-dir', this.#origin, 'show', `${branch}:${path}`);
  }

  async remove(): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true });
  }

  get #clone(): string {
    return join(this.#folder, 'clone');
  }

  get #origin(): string {
    return join(this.#folder, 'origin.git');
  }

  #commit(message: string): void {
    this.#git('add', '--all');
    this.#git(
      ...['-c', 'user.name=a', '-c', 'user.email=a@example.org'],
      ...['commit', '--quiet', '--message', message],
    );
  }

  #git(...args: string[]): string {
    const { status, stdout, stderr } = spawnSync('git', args, {
      cwd: this.#clone,
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
    return stdout;
  }

  async #install(path: string, script: string): Promise<void> {
    const file = join(this.#folder, path);
    await writeFile(file, `#!/bin/sh\n${script}\n`);
    await chmod(file, 0o755);
  }
}
