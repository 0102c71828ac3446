import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { AppSupervisor } from '../apps/AppSupervisor';
import {
  Application,
  ApplicationReconciler,
  ApplicationSource,
  KubernetesObject,
  ObservedApplication,
  Repository,
  ResourceStatus,
} from '../argocd';
import { renderChart } from '../chart/renderChart';
import { GitHost, RepositoryName } from '../git';
import {
  isKubernetesManifest,
  KubernetesDouble,
  KubernetesManifest,
} from '../kubernetes';
import { readJson } from '../process/readJson';
import { writeAtomically } from '../process/writeAtomically';
import { RedisSupervisor } from '../redis/RedisSupervisor';
import { objectHealth } from './objectHealth';
import { servicePartOf } from './serviceLabels';

/** What `SandboxReconciler` connects. */
export interface SandboxReconcilerOptions {
  /** Folder of the sandbox's state. */
  home: string;
  git: GitHost;
  cluster: KubernetesDouble;
  apps: AppSupervisor;
  redis: RedisSupervisor;
  /** Path of helm, if there is one. */
  helm: string | undefined;
}

const externalLink = 'link.argocd.argoproj.io/external-link';
const keptRenderings = 50;

const appliedSchema = z.record(
  z.string(),
  z.array(z.custom<KubernetesManifest>(isKubernetesManifest)),
);

/** Does for the Argo CD double what reads Git and drives the cluster. */
export class SandboxReconciler implements ApplicationReconciler {
  readonly #options: SandboxReconcilerOptions;
  /** What each Application has in the cluster, by its name. */
  #applied: Record<string, KubernetesManifest[]>;
  readonly #rendered = new Map<string, KubernetesObject[]>();

  /** Bring back what an earlier run had in the cluster. */
  static async open(
    options: SandboxReconcilerOptions,
  ): Promise<SandboxReconciler> {
    const file = appliedFile(options.home);
    const applied = await readJson(file, appliedSchema, {});
    const reconciler = new SandboxReconciler(options, applied);
    for (const manifest of Object.values(applied).flat()) {
      await reconciler.#applyOne(manifest);
    }
    return reconciler;
  }

  private constructor(
    options: SandboxReconcilerOptions,
    applied: Record<string, KubernetesManifest[]>,
  ) {
    this.#options = options;
    this.#applied = applied;
  }

  async resolveRevision(
    source: ApplicationSource,
    _signal: AbortSignal,
    credentials?: Repository,
  ): Promise<{ revision: string }> {
    const repository = await this.#repository(source.repoURL, credentials);
    const { targetRevision = 'HEAD' } = source;
    const wanted = ['HEAD', ''].includes(targetRevision)
      ? 'main'
      : targetRevision;
    const revision = await this.#options.git.resolve(repository, wanted);
    if (!revision) {
      throw new Error(`unable to resolve '${targetRevision}' to a commit SHA`);
    }
    return { revision };
  }

  async render(
    application: Application,
    revision: string,
    signal: AbortSignal,
  ): Promise<{ objects: KubernetesObject[] }> {
    const { spec, metadata } = application;
    const source = spec.source ?? spec.sources?.[0];
    if (!source) {
      throw new Error('the Application has no source');
    }
    const namespace = spec.destination.namespace ?? 'default';
    const key = JSON.stringify([source, revision, namespace, metadata.name]);
    const known = this.#rendered.get(key);
    if (known) {
      return { objects: structuredClone(known) };
    }
    const objects = await this.#renderSource(
      { source, revision, namespace, release: metadata.name },
      signal,
    );
    const oldest = this.#rendered.keys().next().value;
    if (this.#rendered.size >= keptRenderings && oldest) {
      this.#rendered.delete(oldest);
    }
    this.#rendered.set(key, objects);
    return { objects: structuredClone(objects) };
  }

  async apply(
    application: Application,
    objects: KubernetesObject[],
    options: { prune: boolean; signal: AbortSignal },
  ): Promise<void> {
    const { name } = application.metadata;
    const namespace = application.spec.destination.namespace ?? 'default';
    const manifests: KubernetesManifest[] = objects.map(object => ({
      ...object,
      metadata: tracked(object, { application: name, namespace }),
    }));
    for (const manifest of manifests) {
      options.signal.throwIfAborted();
      await this.#applyOne(manifest);
    }
    const kept = new Set(manifests.map(keyOf));
    const left = (this.#applied[name] ?? []).filter(
      manifest => !kept.has(keyOf(manifest)) && manifest.kind !== 'Namespace',
    );
    if (options.prune) {
      await this.#removeAll(left);
    }
    await this.#remember(
      name,
      options.prune ? manifests : [...manifests, ...left],
    );
  }

  async health(application: Application): Promise<ObservedApplication> {
    const { name } = application.metadata;
    const { cluster } = this.#options;
    const manifests = (this.#applied[name] ?? []).filter(
      ({ kind }) => kind !== 'Namespace',
    );
    const resources = manifests.map((manifest): ResourceStatus => {
      const object = cluster.get(
        manifest.kind,
        manifest.metadata.name ?? '',
        manifest.metadata.namespace,
      );
      const health = object ? objectHealth(object) : undefined;
      return {
        ...resourceOf(manifest),
        status: object ? 'Synced' : 'OutOfSync',
        ...(object ? {} : { health: { status: 'Missing' } }),
        ...(health ? { health } : {}),
      };
    });
    return {
      resources,
      images: imagesOf(manifests),
      externalURLs: manifests
        .map(manifest => this.#urlOf(manifest))
        .filter(url => url !== undefined),
    };
  }

  async remove(application: Application): Promise<void> {
    const { name } = application.metadata;
    const manifests = this.#applied[name] ?? [];
    await this.#removeAll(manifests.filter(({ kind }) => kind !== 'Namespace'));
    await this.#remember(name, undefined);
  }

  async #repository(
    url: string,
    credentials: Repository | undefined,
  ): Promise<RepositoryName> {
    const { git } = this.#options;
    const name = git.repositoryOf(url);
    const found = (await git.repositories()).find(
      each => each.owner === name?.owner && each.name === name.name,
    );
    if (!found) {
      throw new Error('repository not found');
    }
    if (found.private && credentials?.password !== git.password) {
      throw new Error('authentication required: Unauthorized');
    }
    return found;
  }

  async #renderSource(
    request: {
      source: ApplicationSource;
      revision: string;
      namespace: string;
      release: string;
    },
    signal: AbortSignal,
  ): Promise<KubernetesObject[]> {
    const { source, revision, namespace, release } = request;
    const { git, helm } = this.#options;
    const repository = git.repositoryOf(source.repoURL);
    const path = (source.path ?? '').replace(/^\.?\/+|\/+$/g, '');
    const chart = `${path}/Chart.yaml`.replace(/^\//, '');
    if (!repository || /(^|\/)\.\.(\/|$)/.test(path)) {
      throw new Error(`${source.path}: app path does not exist`);
    }
    if (!(await git.readFile(repository, revision, chart))) {
      throw new Error(`${source.path}: app path does not exist`);
    }
    const temporary = await mkdtemp(join(tmpdir(), 'sandbox-chart-'));
    try {
      const directory = join(temporary, 'tree');
      await mkdir(directory);
      await git.checkout(repository, revision, { directory, path });
      const manifests = await renderChart(
        {
          directory: join(directory, path),
          releaseName: source.helm?.releaseName || release,
          namespace,
          valueFiles: source.helm?.valueFiles ?? [],
          values: source.helm?.valuesObject,
          parameters: source.helm?.parameters,
          helm,
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

  async #applyOne(manifest: KubernetesManifest): Promise<void> {
    const { apps, redis, cluster } = this.#options;
    const part = servicePartOf(manifest);
    if (part?.component === 'redis' && manifest.kind === 'StatefulSet') {
      await redis.declare(part, { nodes: replicasOf(manifest) });
    }
    if (part?.component === 'app' && manifest.kind === 'Deployment') {
      await apps.declare(part);
    }
    const url = this.#urlOf(manifest);
    const { annotations, ...metadata } = manifest.metadata;
    cluster.apply({
      ...manifest,
      metadata: {
        ...metadata,
        annotations: {
          ...annotations,
          ...(url ? { [externalLink]: url } : {}),
        },
      },
    });
  }

  /** Where the app of a Deployment really answers. */
  #urlOf(manifest: KubernetesManifest): string | undefined {
    const part = servicePartOf(manifest);
    return part?.component === 'app' && manifest.kind === 'Deployment'
      ? this.#options.apps.url(part)
      : undefined;
  }

  async #removeAll(manifests: KubernetesManifest[]): Promise<void> {
    const { apps, redis, cluster } = this.#options;
    for (const { kind, apiVersion, metadata } of manifests) {
      const { name = '', namespace } = metadata;
      cluster.remove({ kind, apiVersion, name, namespace });
    }
    for (const manifest of manifests) {
      const part = servicePartOf(manifest);
      if (part?.component === 'redis' && manifest.kind === 'StatefulSet') {
        await redis.withdraw(part);
      }
      if (part?.component === 'app' && manifest.kind === 'Deployment') {
        await apps.withdraw(part);
      }
    }
  }

  async #remember(
    name: string,
    manifests: KubernetesManifest[] | undefined,
  ): Promise<void> {
    const { [name]: _, ...others } = this.#applied;
    this.#applied = manifests ? { ...others, [name]: manifests } : others;
    const file = appliedFile(this.#options.home);
    await writeAtomically(file, JSON.stringify(this.#applied));
  }
}

function appliedFile(home: string): string {
  return join(home, 'applied.json');
}

function keyOf({ apiVersion, kind, metadata }: KubernetesManifest): string {
  const { namespace = '', name = '' } = metadata;
  return [apiVersion, kind, namespace, name].join('|');
}

/** Argo CD's own mark, by which it knows what is its. */
function tracked(
  object: KubernetesObject,
  owner: { application: string; namespace: string },
): KubernetesManifest['metadata'] {
  const { apiVersion, kind, metadata } = object;
  if (kind === 'Namespace') {
    return { ...plainMetadata(metadata) };
  }
  const group = apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
  const namespace = metadata.namespace ?? owner.namespace;
  const id = `${owner.application}:${group}/${kind}:${namespace}/${metadata.name}`;
  const annotations = {
    ...metadata.annotations,
    'argocd.argoproj.io/tracking-id': id,
  };
  return { ...plainMetadata(metadata), annotations };
}

function plainMetadata(metadata: KubernetesObject['metadata']) {
  const { name, namespace, labels, annotations } = metadata;
  return {
    name,
    ...(namespace ? { namespace } : {}),
    ...(labels ? { labels } : {}),
    ...(annotations ? { annotations } : {}),
  };
}

function resourceOf({ apiVersion, kind, metadata }: KubernetesManifest) {
  const [first = '', second] = apiVersion.split('/');
  return {
    ...(second ? { group: first } : {}),
    version: second ?? first,
    kind,
    namespace: metadata.namespace,
    name: metadata.name ?? '',
  };
}

const workload = z.object({
  spec: z.object({
    replicas: z.number().optional(),
    template: z.object({
      spec: z.object({ containers: z.array(z.object({ image: z.string() })) }),
    }),
  }),
});

function replicasOf(manifest: KubernetesManifest): number {
  return workload.safeParse(manifest).data?.spec.replicas ?? 1;
}

function imagesOf(manifests: KubernetesManifest[]): string[] {
  const images = manifests.flatMap(manifest => {
    const parsed = workload.safeParse(manifest);
    return (parsed.data?.spec.template.spec.containers ?? []).map(
      ({ image }) => image,
    );
  });
  return [...new Set(images)];
}
