import { createHash } from 'node:crypto';
import { Application, ApplicationStatus, ResourceStatus } from './Application';
import {
  ApplicationReconciler,
  ObservedApplication,
} from './ApplicationReconciler';
import { ArgocdState } from './ArgocdState';
import { KubernetesObject } from './KubernetesObject';
import { RepositoryLookup } from './RepositoryLookup';
import { sourcesOf } from './projectRefusals';
import { storedForm } from './storedForm';
import { worstHealth } from './worstHealth';

/** What comparing an Application with Git and the cluster gave. */
export interface Comparison {
  status: ApplicationStatus;
  /** Absent when Git could not be read. */
  target?: { revisions: string[]; objects: KubernetesObject[]; digest: string };
}

/** Compares what Git asks for with what the cluster has. */
export class Refresher {
  readonly #state: ArgocdState;
  readonly #reconciler: ApplicationReconciler;
  readonly #repositories: RepositoryLookup;

  static create(options: {
    state: ArgocdState;
    reconciler: ApplicationReconciler;
    repositories: RepositoryLookup;
  }): Refresher {
    return new Refresher(options);
  }

  private constructor(options: {
    state: ArgocdState;
    reconciler: ApplicationReconciler;
    repositories: RepositoryLookup;
  }) {
    this.#state = options.state;
    this.#reconciler = options.reconciler;
    this.#repositories = options.repositories;
  }

  /** Read Git for an Application. */
  async target(application: Application, signal: AbortSignal) {
    const { spec } = application;
    const revisions: string[] = [];
    for (const source of sourcesOf(spec)) {
      const { revision } = await this.#reconciler.resolveRevision(
        source,
        signal,
        this.#repositories.find(source.repoURL, spec.project),
      );
      revisions.push(revision);
    }
    const [first = ''] = revisions;
    const { objects } = await this.#reconciler.render(
      application,
      first,
      signal,
    );
    return { revisions, objects, digest: digestOf(objects) };
  }

  /** Compare without changing anything. */
  async compare(
    application: Application,
    signal: AbortSignal,
  ): Promise<Comparison> {
    const { spec, status } = application;
    const base = {
      ...status,
      controllerNamespace: application.metadata.namespace,
      reconciledAt: this.#state.timestamp(),
    };
    const comparedTo = {
      destination: spec.destination,
      ...(spec.sources ? { sources: spec.sources } : { source: spec.source }),
    };
    try {
      const target = await this.target(application, signal);
      const observed = await this.#reconciler.health(application);
      const synced = this.#isSynced(application, target.digest, observed);
      const resources = this.#resources(target.objects, observed, synced);
      const health = worstHealth(resources);
      return {
        target,
        status: {
          ...base,
          sourceType: sourcesOf(spec)[0]?.helm ? 'Helm' : 'Directory',
          sync: {
            status: synced ? 'Synced' : 'OutOfSync',
            comparedTo,
            ...revisionsOf(application, target.revisions),
          },
          health: { status: health },
          resources,
          conditions: unlessEmpty(
            without(status.conditions, 'ComparisonError'),
          ),
          summary: summaryOf(observed),
        },
      };
    } catch (error) {
      return {
        status: {
          ...base,
          sync: { status: 'Unknown', comparedTo },
          health: status.health ?? { status: 'Healthy' },
          conditions: [
            ...without(status.conditions, 'ComparisonError'),
            this.#comparisonError(application, error),
          ],
        },
      };
    }
  }

  #comparisonError(application: Application, error: unknown) {
    const count = sourcesOf(application.spec).length;
    const text = error instanceof Error ? error.message : String(error);
    return {
      type: 'ComparisonError',
      message: `Failed to load target state: failed to generate manifest for source 1 of ${count}: rpc error: code = Unknown desc = ${text}`,
      lastTransitionTime: this.#state.timestamp(),
    };
  }

  #isSynced(
    application: Application,
    digest: string,
    observed: ObservedApplication,
  ): boolean {
    const { namespace = '', name } = application.metadata;
    const applied = this.#state.applied.get(ArgocdState.key(namespace, name));
    return (
      applied === digest &&
      observed.resources.every(resource => resource.status === 'Synced')
    );
  }

  #resources(
    objects: KubernetesObject[],
    observed: ObservedApplication,
    synced: boolean,
  ): ResourceStatus[] {
    const seen = new Set(observed.resources.map(keyOf));
    const missing = objects
      .map(statusOfMissing)
      .filter(resource => !synced && !seen.has(keyOf(resource)));
    return [...observed.resources, ...missing];
  }
}

function digestOf(objects: KubernetesObject[]): string {
  const text = JSON.stringify(objects.map(storedForm));
  return createHash('sha256').update(text).digest('hex');
}

function revisionsOf(application: Application, revisions: string[]) {
  return application.spec.sources
    ? { revisions }
    : { revision: revisions[0] ?? '' };
}

function without(conditions: ApplicationStatus['conditions'], type: string) {
  return (conditions ?? []).filter(condition => condition.type !== type);
}

function unlessEmpty<T>(items: T[]): T[] | undefined {
  return items.length > 0 ? items : undefined;
}

function summaryOf(observed: ObservedApplication) {
  return {
    ...(observed.images.length > 0 ? { images: observed.images } : {}),
    ...(observed.externalURLs?.length
      ? { externalURLs: observed.externalURLs }
      : {}),
  };
}

function statusOfMissing(object: KubernetesObject): ResourceStatus {
  const [group, version] = object.apiVersion.includes('/')
    ? object.apiVersion.split('/')
    : ['', object.apiVersion];
  return {
    ...(group ? { group } : {}),
    version,
    kind: object.kind,
    namespace: object.metadata.namespace,
    name: object.metadata.name,
    status: 'OutOfSync',
    health: { status: 'Missing' },
  };
}

function keyOf(resource: ResourceStatus): string {
  return [
    resource.group ?? '',
    resource.kind,
    resource.namespace ?? '',
    resource.name,
  ].join('/');
}
