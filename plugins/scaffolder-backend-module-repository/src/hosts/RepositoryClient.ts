import { UrlReaderService } from '@backstage/backend-plugin-api';
import { ResponseError } from '@backstage/errors';
import {
  DefaultGithubCredentialsProvider,
  getGiteaRequestOptions,
  getGitLabRequestOptions,
  ScmIntegrations,
} from '@backstage/integration';
import { Repository } from './Repository';

/** How long a Git host may take to answer, in milliseconds. */
const timeout = 15_000;

/** What this module asks a Git host: does a repository exist, and what does one of its files say. */
export class RepositoryClient {
  static create(options: {
    integrations: ScmIntegrations;
    reader: UrlReaderService;
  }): RepositoryClient {
    return new RepositoryClient(options.integrations, options.reader);
  }

  readonly #integrations: ScmIntegrations;
  readonly #reader: UrlReaderService;

  private constructor(integrations: ScmIntegrations, reader: UrlReaderService) {
    this.#integrations = integrations;
    this.#reader = reader;
  }

  /**
   * @returns whether the repository is there, as far as the portal's credentials can see
   * @throws ResponseError when the host answers neither yes nor no, for example 401
   */
  async exists(repository: Repository, signal?: AbortSignal): Promise<boolean> {
    const { url, headers } = await this.#request(repository);
    const limit = AbortSignal.timeout(timeout);
    const response = await fetch(url, {
      headers: { Accept: 'application/json', ...headers },
      signal: signal ? AbortSignal.any([signal, limit]) : limit,
    });
    if (response.status === 404) {
      return false;
    }
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return true;
  }

  /** @returns the text of a file on the default branch, or `undefined` where there is none */
  async read(
    repository: Repository,
    path: string,
  ): Promise<string | undefined> {
    try {
      const file = await this.#reader.readUrl(repository.contentsUrl + path);
      return (await file.buffer()).toString('utf8');
    } catch (error) {
      if (error instanceof Error && error.name === 'NotFoundError') {
        return undefined;
      }
      throw error;
    }
  }

  async #request(
    repository: Repository,
  ): Promise<{ url: string; headers?: Record<string, string> }> {
    const { type, host, owner, name, webUrl } = repository;
    const fullName = `${owner}/${name}`;
    if (type === 'gitea') {
      const config = this.#integrations.gitea.byHost(host)?.config;
      return {
        url: `${config?.baseUrl}/api/v1/repos/${fullName}`,
        headers: config && getGiteaRequestOptions(config).headers,
      };
    }
    if (type === 'gitlab') {
      const config = this.#integrations.gitlab.byHost(host)?.config;
      return {
        url: `${config?.apiBaseUrl}/projects/${encodeURIComponent(fullName)}`,
        headers: config && getGitLabRequestOptions(config).headers,
      };
    }
    const { headers } = await DefaultGithubCredentialsProvider.fromIntegrations(
      this.#integrations,
    ).getCredentials({ url: webUrl });
    const config = this.#integrations.github.byHost(host)?.config;
    return { url: `${config?.apiBaseUrl}/repos/${fullName}`, headers };
  }
}
