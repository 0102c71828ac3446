import { randomUUID } from 'node:crypto';
import { Application } from './Application';
import { AppProject } from './AppProject';
import { ApplicationSet } from './ApplicationSet';
import { ArgocdSnapshot } from './ArgocdDouble';
import { Repository } from './Repository';

/** What a watcher of Applications is told. */
export type ApplicationEvent = {
  type: 'ADDED' | 'MODIFIED' | 'DELETED';
  application: Application;
};

/** All that the double remembers. */
export class ArgocdState {
  readonly projects = new Map<string, AppProject>();
  readonly repositories = new Map<string, Repository>();
  readonly repositoryCredentials = new Map<string, Repository>();
  readonly applications = new Map<string, Application>();
  readonly applicationSets = new Map<string, ApplicationSet>();
  /** Digest of the objects last applied for an Application, by its key. */
  readonly applied = new Map<string, string>();
  readonly #watchers = new Set<(event: ApplicationEvent) => void>();
  readonly #clock: { now(): number };
  readonly #onChange: () => void;
  #resourceVersion = 1000;

  static create(options: {
    clock: { now(): number };
    namespace: string;
    onChange?: () => void;
  }): ArgocdState {
    const state = new ArgocdState(options.clock, options.onChange ?? noop);
    state.projects.set('default', {
      metadata: {
        ...state.newMetadata(),
        name: 'default',
        namespace: options.namespace,
      },
      spec: {
        sourceRepos: ['*'],
        destinations: [{ server: '*', namespace: '*' }],
        clusterResourceWhitelist: [{ group: '*', kind: '*' }],
      },
      status: {},
    });
    return state;
  }

  private constructor(clock: { now(): number }, onChange: () => void) {
    this.#clock = clock;
    this.#onChange = onChange;
  }

  /** Key of an Application among those of all namespaces. */
  static key(namespace: string, name: string): string {
    return `${namespace}/${name}`;
  }

  /** Key of a repository: the same URL may exist globally and per project. */
  static repositoryKey(repo: string, project = ''): string {
    return `${project}|${repo.replace(/\.git$/, '')}`;
  }

  /** The time in milliseconds. */
  now(): number {
    return this.#clock.now();
  }

  /** The time as Kubernetes writes it. */
  timestamp(): string {
    return new Date(this.now()).toISOString().replace(/\.\d+Z$/, 'Z');
  }

  /** Version of the last change. */
  get resourceVersion(): string {
    return String(this.#resourceVersion);
  }

  nextResourceVersion(): string {
    this.#resourceVersion += 1;
    return String(this.#resourceVersion);
  }

  newMetadata() {
    return {
      uid: randomUUID(),
      resourceVersion: this.nextResourceVersion(),
      generation: 1,
      creationTimestamp: this.timestamp(),
    };
  }

  /** Store an Application and tell the watchers. */
  putApplication(application: Application): Application {
    const { metadata } = application;
    const key = ArgocdState.key(metadata.namespace ?? '', metadata.name);
    const type = this.applications.has(key) ? 'MODIFIED' : 'ADDED';
    const stored: Application = structuredClone({
      ...application,
      metadata: { ...metadata, resourceVersion: this.nextResourceVersion() },
    });
    this.applications.set(key, stored);
    this.#announce({ type, application: stored });
    return stored;
  }

  removeApplication(application: Application): void {
    const { metadata } = application;
    const key = ArgocdState.key(metadata.namespace ?? '', metadata.name);
    if (this.applications.delete(key)) {
      this.applied.delete(key);
      this.#announce({ type: 'DELETED', application });
    }
  }

  /** Say that something other than an Application changed. */
  changed(): void {
    this.#onChange();
  }

  watch(watcher: (event: ApplicationEvent) => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  snapshot(): ArgocdSnapshot {
    return structuredClone({
      version: 1,
      resourceVersion: this.#resourceVersion,
      projects: [...this.projects.values()],
      repositories: [...this.repositories.values()],
      repositoryCredentials: [...this.repositoryCredentials.values()],
      applications: [...this.applications.values()],
      applicationSets: [...this.applicationSets.values()],
      applied: Object.fromEntries(this.applied),
    });
  }

  restore(snapshot: ArgocdSnapshot): void {
    const copy = structuredClone(snapshot);
    this.#resourceVersion = copy.resourceVersion;
    replace(this.projects, copy.projects, item => item.metadata.name);
    replace(this.repositories, copy.repositories, item =>
      ArgocdState.repositoryKey(item.repo, item.project),
    );
    replace(this.repositoryCredentials, copy.repositoryCredentials, item =>
      ArgocdState.repositoryKey(item.repo, item.project),
    );
    replace(this.applications, copy.applications, item =>
      ArgocdState.key(item.metadata.namespace ?? '', item.metadata.name),
    );
    replace(this.applicationSets, copy.applicationSets, item =>
      ArgocdState.key(item.metadata.namespace ?? '', item.metadata.name),
    );
    this.applied.clear();
    for (const [key, digest] of Object.entries(copy.applied)) {
      this.applied.set(key, digest);
    }
  }

  #announce(event: ApplicationEvent): void {
    for (const watcher of this.#watchers) {
      watcher(structuredClone(event));
    }
    this.#onChange();
  }
}

function noop() {}

function replace<T>(
  map: Map<string, T>,
  items: T[],
  key: (item: T) => string,
): void {
  map.clear();
  for (const item of items) {
    map.set(key(item), item);
  }
}
