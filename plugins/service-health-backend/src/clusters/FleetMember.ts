import { ClusterConfig } from './ClusterConfig';
import { ClusterWatcher, ServiceScope } from './ClusterWatcher';

const mostScopes = 200;

interface FleetMemberOptions {
  config: ClusterConfig;
  /** Title of the locator that found it. */
  origin: string | undefined;
  createWatcher: (
    config: ClusterConfig,
    scope?: ServiceScope,
  ) => ClusterWatcher;
}

/** One cluster: the watcher of all labelled services, and those of single ones. */
export class FleetMember {
  readonly #options: FleetMemberOptions;
  readonly #scopes = new Map<
    string,
    { watcher: ClusterWatcher; usedAt: number }
  >();
  #config: ClusterConfig;
  #base: ClusterWatcher;
  #usedAt: number | undefined;

  static create(options: FleetMemberOptions): FleetMember {
    return new FleetMember(options);
  }

  private constructor(options: FleetMemberOptions) {
    this.#options = options;
    this.#config = options.config;
    this.#base = options.createWatcher(options.config);
  }

  get name(): string {
    return this.#config.name;
  }

  get origin(): string | undefined {
    return this.#options.origin;
  }

  get base(): ClusterWatcher {
    return this.#base;
  }

  get running(): ClusterWatcher[] {
    const scopes = [...this.#scopes.values()].map(({ watcher }) => watcher);
    return this.#usedAt === undefined ? scopes : [this.#base, ...scopes];
  }

  /** Whether it is this very cluster, with the same settings. */
  isFor({ name, url, ca, problem }: ClusterConfig): boolean {
    const mine = this.#config;
    return (
      mine.name === name &&
      mine.url === url &&
      mine.ca === ca &&
      mine.problem === problem
    );
  }

  /** Somebody looks: watches run from now on. */
  use(now: number): void {
    if (this.#usedAt === undefined) {
      this.#base.start();
    }
    this.#usedAt = now;
  }

  /** The watcher that holds a service; none when it does not run and nobody looks. */
  watcherOf(
    scope: ServiceScope | undefined,
    { viewed, now }: { viewed: boolean; now: number },
  ): ClusterWatcher | undefined {
    if (!scope) {
      return viewed || this.#usedAt !== undefined ? this.#base : undefined;
    }
    const key = `${scope.owner} ${scope.labelSelector}`;
    const known = this.#scopes.get(key);
    if (known) {
      known.usedAt = viewed ? now : known.usedAt;
      return known.watcher;
    }
    return viewed ? this.#startScope(key, scope, now) : undefined;
  }

  /** Ends what was not used since then; what starts again starts afresh. */
  endIdle(before: number, { keepBase }: { keepBase: boolean }): void {
    for (const [key, { watcher, usedAt }] of this.#scopes) {
      if (usedAt < before) {
        this.#scopes.delete(key);
        void watcher.close();
      }
    }
    if (!keepBase && this.#usedAt !== undefined && this.#usedAt < before) {
      this.replace(this.#config);
    }
  }

  /** Starts over with other settings, stopped. */
  replace(config: ClusterConfig): void {
    void this.#base.close();
    this.#config = config;
    this.#base = this.#options.createWatcher(config);
    this.#usedAt = undefined;
  }

  async close(): Promise<void> {
    const scopes = [...this.#scopes.values()];
    this.#scopes.clear();
    await Promise.all([
      this.#base.close(),
      ...scopes.map(({ watcher }) => watcher.close()),
    ]);
  }

  #startScope(key: string, scope: ServiceScope, now: number): ClusterWatcher {
    const { createWatcher } = this.#options;
    if (this.#scopes.size >= mostScopes) {
      return createWatcher({
        ...this.#config,
        problem: `More than ${mostScopes} services with a selector of their own are watched in ${this.name}: use the label backstage.io/kubernetes-id`,
      });
    }
    const watcher = createWatcher(this.#config, scope);
    watcher.start();
    this.#scopes.set(key, { watcher, usedAt: now });
    return watcher;
  }
}
