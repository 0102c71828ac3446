import { createHash } from 'node:crypto';
import { Application, ApplicationSource, ResourceStatus } from './Application';
import {
  ApplicationReconciler,
  ObservedApplication,
} from './ApplicationReconciler';
import { KubernetesObject } from './KubernetesObject';
import { Repository } from './Repository';

/** How an `InMemoryReconciler` behaves; every key may be changed while it runs. */
export interface InMemoryBehaviour {
  /** How long objects are Progressing after they were applied. @defaultValue 0 */
  progressingMs?: number;
  /** What they are after that. @defaultValue 'Healthy' */
  finalHealth?: 'Healthy' | 'Degraded' | 'Progressing' | 'Suspended';
  /** Message with the health of the Deployment. */
  healthMessage?: string;
  /** Makes every sync fail with this text. */
  syncError?: string;
  /** How long applying takes. @defaultValue 0 */
  applyMs?: number;
  /** Repositories that cannot be read, and Argo CD's text for why. */
  inaccessible?: Record<string, string>;
  /** Repositories that need this password. */
  passwords?: Record<string, string>;
  /** Paths that do not exist. */
  missingPaths?: string[];
  /** Branches and tags by name. @defaultValue any name resolves */
  revisions?: Record<string, string>;
  /** Images that run once the objects are healthy. */
  images?: string[];
  externalURLs?: string[];
  /** The rendered objects. @defaultValue one Deployment and one Service */
  objects?: KubernetesObject[];
}

/** A reconciler without Git and cluster, for tests. */
export class InMemoryReconciler implements ApplicationReconciler {
  /** What it does; change it at any time. */
  readonly behaviour: InMemoryBehaviour;
  /** What `apply` was last given, by Application name. */
  readonly applied = new Map<string, KubernetesObject[]>();
  readonly #appliedAt = new Map<string, number>();

  static create(behaviour: InMemoryBehaviour = {}): InMemoryReconciler {
    return new InMemoryReconciler(behaviour);
  }

  private constructor(behaviour: InMemoryBehaviour) {
    this.behaviour = { ...behaviour };
  }

  async resolveRevision(
    source: ApplicationSource,
    _signal: AbortSignal,
    credentials?: Repository,
  ): Promise<{ revision: string }> {
    const { inaccessible, passwords, revisions } = this.behaviour;
    const text = inaccessible?.[source.repoURL];
    if (text) {
      throw new Error(text);
    }
    const password = passwords?.[source.repoURL];
    if (password !== undefined && credentials?.password !== password) {
      throw new Error(
        'unable to ls-remote HEAD on repository: failed to list refs: authentication required: Unauthorized\n',
      );
    }
    const target = source.targetRevision || 'HEAD';
    const known = revisions?.[target];
    if (revisions && target !== 'HEAD' && !known) {
      throw new Error(`unable to resolve '${target}' to a commit SHA`);
    }
    return { revision: known ?? sha(`${source.repoURL}@${target}`) };
  }

  async render(
    application: Application,
    revision: string,
  ): Promise<{ objects: KubernetesObject[] }> {
    const { source, sources } = application.spec;
    const path = (source ?? sources?.[0])?.path ?? '';
    if (this.behaviour.missingPaths?.includes(path)) {
      throw new Error(`${path}: app path does not exist`);
    }
    return {
      objects: this.behaviour.objects ?? defaultObjects(application, revision),
    };
  }

  async apply(
    application: Application,
    objects: KubernetesObject[],
    options: { signal: AbortSignal },
  ): Promise<void> {
    if (this.behaviour.applyMs) {
      await new Promise<void>(resolve => {
        const timer = setTimeout(resolve, this.behaviour.applyMs);
        options.signal.addEventListener('abort', () => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
    if (this.behaviour.syncError) {
      throw new Error(this.behaviour.syncError);
    }
    this.applied.set(application.metadata.name, objects);
    this.#appliedAt.set(application.metadata.name, Date.now());
  }

  async health(application: Application): Promise<ObservedApplication> {
    const { name } = application.metadata;
    const objects = (this.applied.get(name) ?? []).filter(
      object => object.kind !== 'Namespace',
    );
    const age = Date.now() - (this.#appliedAt.get(name) ?? 0);
    const { progressingMs = 0, finalHealth = 'Healthy' } = this.behaviour;
    const status = age < progressingMs ? 'Progressing' : finalHealth;
    return {
      resources: objects.map(object => this.#statusOf(object, status)),
      images: objects.length > 0 ? this.behaviour.images ?? [] : [],
      externalURLs: objects.length > 0 ? this.behaviour.externalURLs : [],
    };
  }

  async remove(application: Application): Promise<void> {
    this.applied.delete(application.metadata.name);
  }

  #statusOf(
    object: KubernetesObject,
    status: 'Healthy' | 'Degraded' | 'Progressing' | 'Suspended',
  ): ResourceStatus {
    const [group, version] = object.apiVersion.includes('/')
      ? object.apiVersion.split('/')
      : ['', object.apiVersion];
    return {
      ...(group ? { group } : {}),
      version,
      kind: object.kind,
      namespace: object.metadata.namespace,
      name: object.metadata.name,
      status: 'Synced',
      health:
        object.kind === 'Deployment'
          ? { status, message: this.behaviour.healthMessage }
          : healthOf(object.kind),
    };
  }
}

/** Argo CD has no opinion on most kinds. */
function healthOf(kind: string) {
  return ['Service', 'StatefulSet', 'DaemonSet', 'Pod'].includes(kind)
    ? { status: 'Healthy' as const }
    : undefined;
}

function sha(text: string): string {
  return createHash('sha1').update(text).digest('hex');
}

function defaultObjects(
  application: Application,
  revision: string,
): KubernetesObject[] {
  const { name } = application.metadata;
  const namespace = application.spec.destination.namespace ?? 'default';
  return [
    { apiVersion: 'v1', kind: 'Service', metadata: { name, namespace } },
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name, namespace, annotations: { revision } },
    },
  ];
}
