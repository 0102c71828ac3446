import { ClusterEnvironment } from './ClusterEnvironment';
import { run } from './run';

const author = {
  GIT_AUTHOR_NAME: 'CI',
  GIT_AUTHOR_EMAIL: 'ci@example.org',
  GIT_COMMITTER_NAME: 'CI',
  GIT_COMMITTER_EMAIL: 'ci@example.org',
} as const;

/** Repositories on Gitea, and working copies of them. */
export class GitHost {
  readonly #environment: ClusterEnvironment;

  constructor(environment: ClusterEnvironment) {
    this.#environment = environment;
  }

  /** What Argo CD clones. */
  cloneUrl(repository: string): string {
    return `${this.#environment.giteaUrl}/${repository}.git`;
  }

  /** Makes a public repository `OWNER/NAME` of an organisation. */
  async create(repository: string): Promise<void> {
    const [owner, name] = repository.split('/');
    await this.#call('POST', `/orgs/${owner}/repos`, { name });
  }

  async remove(repository: string): Promise<void> {
    await this.#call('DELETE', `/repos/${repository}`);
  }

  /** The version that the host tells. */
  async version(): Promise<string> {
    const answer = await this.#call('GET', '/version');
    return JSON.parse(answer).version;
  }

  /** Clones a repository into a folder. */
  async clone(repository: string, folder: string): Promise<void> {
    await run('git', ['clone', '--quiet', this.#pushUrl(repository), folder]);
  }

  /** Commits all changes of a working copy and pushes them to `main`; the new commit's id. */
  async push(
    folder: string,
    repository: string,
    message: string,
  ): Promise<string> {
    const git = (...args: string[]) =>
      run('git', args, { cwd: folder, env: { ...process.env, ...author } });
    await git('add', '--all');
    await git('commit', '--quiet', '--message', message);
    await git('push', '--quiet', this.#pushUrl(repository), 'HEAD:main');
    return git('rev-parse', 'HEAD');
  }

  #pushUrl(repository: string): string {
    const url = new URL(this.cloneUrl(repository));
    url.username = 'oauth2';
    url.password = this.#environment.giteaToken;
    return url.href;
  }

  async #call(method: string, path: string, body?: object): Promise<string> {
    const { giteaUrl, giteaToken } = this.#environment;
    const response = await fetch(`${giteaUrl}/api/v1${path}`, {
      method,
      headers: {
        authorization: `token ${giteaToken}`,
        'content-type': 'application/json',
      },
      body: body && JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) {
      throw new Error(`Gitea answered ${response.status} to ${path}: ${text}`);
    }
    return text;
  }
}
