import { ArgocdState } from './ArgocdState';
import { Repository } from './Repository';

/** Finds the credentials that Argo CD would use for a URL. */
export class RepositoryLookup {
  readonly #state: ArgocdState;

  static create(state: ArgocdState): RepositoryLookup {
    return new RepositoryLookup(state);
  }

  private constructor(state: ArgocdState) {
    this.#state = state;
  }

  /** The project's own repository first, then the global one, then a template. */
  find(url: string, project: string): Repository | undefined {
    const { repositories } = this.#state;
    const found =
      repositories.get(ArgocdState.repositoryKey(url, project)) ??
      repositories.get(ArgocdState.repositoryKey(url));
    return found && hasCredentials(found)
      ? found
      : this.#template(url) ?? found;
  }

  /** The longest prefix wins. */
  #template(url: string): Repository | undefined {
    return [...this.#state.repositoryCredentials.values()]
      .filter(template => url.startsWith(template.repo))
      .sort((a, b) => b.repo.length - a.repo.length)[0];
  }
}

function hasCredentials(repository: Repository): boolean {
  return Boolean(
    repository.username ||
      repository.password ||
      repository.sshPrivateKey ||
      repository.bearerToken ||
      repository.githubAppPrivateKey,
  );
}
