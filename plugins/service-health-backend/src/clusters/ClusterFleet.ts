import { LoggerService } from '@backstage/backend-plugin-api';
import { ClusterConfig } from './ClusterConfig';
import { ClusterLocator } from './ClusterLocator';
import { ClusterWatcher, ServiceScope } from './ClusterWatcher';
import { FleetMember } from './FleetMember';
import { sleep } from './sleep';

const locateMs = 3_600_000;
const retryMs = 60_000;

interface ClusterFleetOptions {
  clusters: ClusterConfig[];
  locators: ClusterLocator[];
  /** Watch from the start, or only what somebody looks at. */
  watches: 'always' | 'onView';
  /** How long a watch that nobody looks at goes on, in ms. */
  idleMs: number;
  createWatcher: (
    config: ClusterConfig,
    scope?: ServiceScope,
  ) => ClusterWatcher;
  /** Which clusters there are changed. */
  onChange: () => void;
  logger: LoggerService;
  clock?: () => number;
}

/** A cluster as one service sees it. */
export interface WatchedCluster {
  /** Where the service's own objects are. */
  watcher: ClusterWatcher;
  /** Where nodes and quotas are. */
  base: ClusterWatcher;
}

/** All clusters, those found at run time too, and who watches what in them. */
export class ClusterFleet {
  readonly #options: ClusterFleetOptions;
  readonly #members = new Map<string, FleetMember>();
  readonly #stop = new AbortController();

  static create(options: ClusterFleetOptions): ClusterFleet {
    return new ClusterFleet(options);
  }

  private constructor(options: ClusterFleetOptions) {
    this.#options = options;
    options.clusters.forEach(config => this.#add(config, undefined));
    options.locators.forEach(({ title }) =>
      this.#add(unlocated(title, 'not listed yet: wait a moment'), title),
    );
  }

  /** Every watcher that runs. */
  get running(): ClusterWatcher[] {
    return [...this.#members.values()].flatMap(({ running }) => running);
  }

  /** Starts what is watched always; the rest starts when it is looked at. */
  start(): void {
    if (this.#options.watches === 'always') {
      this.#members.forEach(member => member.use(this.#now()));
    }
    for (const locator of this.#options.locators) {
      void this.#follow(locator);
    }
  }

  /**
   * The clusters of a service, or the one that it names. Being viewed starts
   * what does not run; otherwise only what runs already is answered.
   */
  select(
    service: { cluster?: string; scope?: ServiceScope },
    { viewed }: { viewed: boolean },
  ): WatchedCluster[] {
    const members = [...this.#members.values()].filter(
      ({ name }) => service.cluster === undefined || name === service.cluster,
    );
    const now = this.#now();
    return members.flatMap(member => {
      if (viewed) {
        member.use(now);
      }
      const watcher = member.watcherOf(service.scope, { viewed, now });
      return watcher ? [{ watcher, base: member.base }] : [];
    });
  }

  /** How many clusters a service may be in. */
  count({ cluster }: { cluster?: string }): number {
    return cluster === undefined
      ? this.#members.size
      : Number(this.#members.has(cluster));
  }

  /** Ends what nobody looked at for a while. */
  sweep(): void {
    const before = this.#now() - this.#options.idleMs;
    this.#members.forEach(member =>
      member.endIdle(before, { keepBase: this.#options.watches === 'always' }),
    );
  }

  async close(): Promise<void> {
    this.#stop.abort(new Error('Fleet closed'));
    await Promise.all(
      [...this.#members.values()].map(member => member.close()),
    );
  }

  #now(): number {
    return (this.#options.clock ?? Date.now)();
  }

  async #follow(locator: ClusterLocator): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      let pause = locateMs;
      try {
        await this.#take(locator, await locator.locate(signal));
      } catch (error) {
        pause = retryMs;
        this.#fail(locator, error);
      }
      await sleep(pause, signal);
    }
  }

  /** What a locator found before stays as it is when it did not change. */
  async #take(locator: ClusterLocator, found: ClusterConfig[]): Promise<void> {
    const wanted =
      found.length > 0
        ? found
        : [unlocated(locator.title, 'empty: check its project and labels')];
    const names = new Set(wanted.map(({ name }) => name));
    for (const [name, member] of [...this.#members]) {
      const same = wanted.some(config => member.isFor(config));
      if (member.origin === locator.title && (!names.has(name) || !same)) {
        this.#members.delete(name);
        await member.close();
      }
    }
    wanted.forEach(config => this.#add(config, locator.title));
    this.#options.onChange();
  }

  #fail({ title }: ClusterLocator, error: unknown): void {
    const { logger, onChange } = this.#options;
    logger.warn(`Cannot list the clusters of ${title}: it is tried again`, {
      error: String(error),
    });
    const placeholder = this.#members.get(title);
    if (placeholder) {
      placeholder.replace(
        unlocated(title, 'not listed: check its credentials and the network'),
      );
      onChange();
    }
  }

  #add(config: ClusterConfig, origin: string | undefined): void {
    const { logger, createWatcher, watches } = this.#options;
    const known = this.#members.get(config.name);
    if (known) {
      if (!known.isFor(config)) {
        logger.warn(
          `Cannot watch a second cluster "${config.name}": give it a name of its own`,
        );
      }
      return;
    }
    const member = FleetMember.create({ config, origin, createWatcher });
    this.#members.set(config.name, member);
    if (origin !== undefined && watches === 'always') {
      member.use(this.#now());
    }
  }
}

/** Stands for clusters that are not known by name. */
function unlocated(title: string, why: string): ClusterConfig {
  return {
    name: title,
    url: 'http://localhost',
    skipTlsVerify: false,
    problem: `The clusters of ${title} are ${why}`,
  };
}
