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
import { GitHost } from '../git';
import {
  isKubernetesManifest,
  KubernetesDouble,
  KubernetesManifest,
} from '../kubernetes';
import { readJson } from '../process/readJson';
import { writeAtomically } from '../process/writeAtomically';
import { RedisSupervisor } from '../redis/RedisSupervisor';
import { objectHealth } from './objectHealth';
import { servicePartOf } from './servicePartOf';
import { SourceRenderer } from './SourceRenderer';
import { trackedMetadata } from './trackedMetadata';
import { imagesOf, replicasOf } from './workloadDetails';

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
const appliedSchema = z.record(
  z.string(),
  z.array(z.custom<KubernetesManifest>(isKubernetesManifest)),
);

/** Does for the Argo CD double what reads Git and drives the cluster. */
export class SandboxReconciler implements ApplicationReconciler {
  readonly #options: SandboxReconcilerOptions;
  /** What each Application has in the cluster, by its name. */
  #applied: Record<string, KubernetesManifest[]>;
  readonly #sources: SourceRenderer;

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
    this.#sources = SourceRenderer.create(options);
  }

  resolveRevision(
    source: ApplicationSource,
    _signal: AbortSignal,
    credentials?: Repository,
  ): Promise<{ revision: string }> {
    return this.#sources.resolve(source, credentials);
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
    const release = metadata.name;
    const request = { source, revision, namespace, release };
    return { objects: await this.#sources.render(request, signal) };
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
      metadata: trackedMetadata(object, { application: name, namespace }),
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
