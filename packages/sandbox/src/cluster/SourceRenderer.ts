import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApplicationSource, KubernetesObject, Repository } from '../argocd';
import { renderChart } from '../chart/renderChart';
import { GitHost, RepositoryName } from '../git';

/** Which source of which release to render, at which commit. */
export interface SourceRequest {
  source: ApplicationSource;
  revision: string;
  namespace: string;
  /** Name of the release unless the source names one. */
  release: string;
}

const keptRenderings = 50;

/** Reads sources from the Git host and renders them, as Argo CD's repo server. */
export class SourceRenderer {
  readonly #git: GitHost;
  readonly #helm: string | undefined;
  readonly #rendered = new Map<string, KubernetesObject[]>();

  static create(options: {
    git: GitHost;
    helm: string | undefined;
  }): SourceRenderer {
    return new SourceRenderer(options.git, options.helm);
  }

  private constructor(git: GitHost, helm: string | undefined) {
    this.#git = git;
    this.#helm = helm;
  }

  /** The commit that a source's target revision names. */
  async resolve(
    source: ApplicationSource,
    credentials: Repository | undefined,
  ): Promise<{ revision: string }> {
    const repository = await this.#repository(source.repoURL, credentials);
    const { targetRevision = 'HEAD' } = source;
    const wanted = ['HEAD', ''].includes(targetRevision)
      ? 'main'
      : targetRevision;
    const revision = await this.#git.resolve(repository, wanted);
    if (!revision) {
      throw new Error(`unable to resolve '${targetRevision}' to a commit SHA`);
    }
    return { revision };
  }

  /** The objects of a source; the last renderings are kept. */
  async render(
    request: SourceRequest,
    signal: AbortSignal,
  ): Promise<KubernetesObject[]> {
    const key = JSON.stringify(request);
    const known = this.#rendered.get(key);
    if (known) {
      return structuredClone(known);
    }
    const objects = await this.#renderNow(request, signal);
    const oldest = this.#rendered.keys().next().value;
    if (this.#rendered.size >= keptRenderings && oldest) {
      this.#rendered.delete(oldest);
    }
    this.#rendered.set(key, objects);
    return structuredClone(objects);
  }

  async #repository(
    url: string,
    credentials: Repository | undefined,
  ): Promise<RepositoryName> {
    const name = this.#git.repositoryOf(url);
    const found = (await this.#git.repositories()).find(
      each => each.owner === name?.owner && each.name === name.name,
    );
    if (!found) {
      throw new Error('repository not found');
    }
    if (found.private && credentials?.password !== this.#git.password) {
      throw new Error('authentication required: Unauthorized');
    }
    return found;
  }

  async #renderNow(
    request: SourceRequest,
    signal: AbortSignal,
  ): Promise<KubernetesObject[]> {
    const { source, revision, namespace, release } = request;
    const { repository, path } = await this.#chart(source, revision);
    const temporary = await mkdtemp(join(tmpdir(), 'sandbox-chart-'));
    try {
      const directory = join(temporary, 'tree');
      await mkdir(directory);
      await this.#git.checkout(repository, revision, { directory, path });
      const manifests = await renderChart(
        {
          directory: join(directory, path),
          releaseName: source.helm?.releaseName || release,
          namespace,
          valueFiles: source.helm?.valueFiles ?? [],
          values: source.helm?.valuesObject,
          parameters: source.helm?.parameters,
          helm: this.#helm,
        },
        signal,
      );
      return manifests.map(manifest => ({
        ...manifest,
        metadata: { ...manifest.metadata, name: manifest.metadata.name ?? '' },
      }));
    } finally {
      await rm(temporary, { recursive: true, force: true });
    }
  }

  /** Where the chart of a source lies; throws what Argo CD says when it does not. */
  async #chart(
    source: ApplicationSource,
    revision: string,
  ): Promise<{ repository: RepositoryName; path: string }> {
    const repository = this.#git.repositoryOf(source.repoURL);
    const path = (source.path ?? '').replace(/^\.?\/+|\/+$/g, '');
    const leaves = path.split('/').includes('..');
    const file = path ? `${path}/Chart.yaml` : 'Chart.yaml';
    if (
      !repository ||
      leaves ||
      !(await this.#git.readFile(repository, revision, file))
    ) {
      throw new Error(`${source.path}: app path does not exist`);
    }
    return { repository, path: path || '.' };
  }
}
