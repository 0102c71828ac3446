import { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { CATALOG_FILTER_EXISTS } from '@backstage/catalog-client';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  annotationKubernetesId,
  annotationKubernetesLabelSelector,
  Level,
} from '@paved-path/backstage-plugin-service-health-common';
import { ServiceHealthConfig } from '../config';
import { ChangeFeed } from './ChangeFeed';
import { HealthService } from './HealthService';
import { readServiceTarget } from './readServiceTarget';
import { ServiceTarget } from './ServiceTarget';

const catalogMs = 60_000;
const settleMs = 500;

interface LevelRecorderOptions {
  config: ServiceHealthConfig;
  health: HealthService;
  feed: ChangeFeed;
  catalog: CatalogService;
  auth: AuthService;
  logger: LoggerService;
}

/**
 * Judges every service of the catalog on each change and once a minute, so
 * that a first look at night finds the hours before. The minute's round goes on
 * in small steps: thousands of services are never judged at one moment.
 */
export class LevelRecorder {
  readonly #options: LevelRecorderOptions;
  readonly #targets = new Map<string, ServiceTarget[]>();
  readonly #dirty = new Set<string>();
  /** Ids that the running round has still to come to. */
  #round = new Array<string>();
  readonly #levels = new Map<string, Level[]>();
  readonly #timers: NodeJS.Timeout[] = [];
  #working = false;
  #unsubscribe = () => {};

  static create(options: LevelRecorderOptions): LevelRecorder {
    return new LevelRecorder(options);
  }

  private constructor(options: LevelRecorderOptions) {
    this.#options = options;
  }

  /** How many environments of all services are on each level. */
  countLevels(): Map<Level, number> {
    const counts = new Map<Level, number>();
    for (const level of [...this.#levels.values()].flat()) {
      counts.set(level, (counts.get(level) ?? 0) + 1);
    }
    return counts;
  }

  start(): void {
    this.#unsubscribe = this.#options.feed.subscribeAll(id => this.#mark(id));
    const every = (milliseconds: number, work: () => Promise<void>) => {
      const timer = setInterval(() => void this.#guard(work), milliseconds);
      timer.unref();
      this.#timers.push(timer);
    };
    every(catalogMs, () => this.#refresh());
    every(settleMs, () => this.#work());
    void this.#guard(() => this.#refresh());
  }

  close(): void {
    this.#unsubscribe();
    this.#timers.forEach(timer => clearInterval(timer));
  }

  #mark(kubernetesId: string | undefined): void {
    if (kubernetesId !== undefined) {
      this.#dirty.add(kubernetesId);
      return;
    }
    for (const id of this.#targets.keys()) {
      this.#dirty.add(id);
    }
  }

  async #refresh(): Promise<void> {
    const { catalog, auth, config, health } = this.#options;
    const credentials = await auth.getOwnServiceCredentials();
    const fresh = new Map<string, ServiceTarget[]>();
    const pages = catalog.streamEntities(
      {
        filter: [annotationKubernetesId, annotationKubernetesLabelSelector].map(
          annotation => ({
            [`metadata.annotations.${annotation}`]: CATALOG_FILTER_EXISTS,
          }),
        ),
        fields: ['apiVersion', 'kind', 'metadata'],
      },
      { credentials },
    );
    for await (const page of pages) {
      for (const entity of page) {
        const target = readServiceTarget(entity, config);
        if (!('state' in target)) {
          const same = fresh.get(target.kubernetesId) ?? [];
          fresh.set(target.kubernetesId, [...same, target]);
        }
      }
    }
    const added = [...fresh.keys()].filter(id => !this.#targets.has(id));
    this.#targets.clear();
    fresh.forEach((targets, id) => this.#targets.set(id, targets));
    this.#forgetLevels();
    added.forEach(id => this.#mark(id));
    await health.tick();
  }

  #forgetLevels(): void {
    const refs = new Set(
      [...this.#targets.values()].flat().map(({ entityRef }) => entityRef),
    );
    for (const ref of this.#levels.keys()) {
      if (!refs.has(ref)) {
        this.#levels.delete(ref);
      }
    }
  }

  async #work(): Promise<void> {
    if (this.#working) {
      return;
    }
    this.#working = true;
    try {
      this.#step().forEach(id => this.#mark(id));
      for (const id of [...this.#dirty]) {
        this.#dirty.delete(id);
        for (const target of this.#targets.get(id) ?? []) {
          this.#levels.set(
            target.entityRef,
            await this.#options.health.record(target),
          );
        }
      }
    } finally {
      this.#working = false;
    }
  }

  /** The next few services of the round; a new one begins when it is over. */
  #step(): string[] {
    if (this.#round.length === 0) {
      this.#round = [...this.#targets.keys()];
    }
    const steps = catalogMs / settleMs;
    return this.#round.splice(0, Math.ceil(this.#targets.size / steps));
  }

  async #guard(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.#options.logger.warn(
        'Cannot keep the history of levels: it has a gap',
        {
          error: String(error),
        },
      );
    }
  }
}
