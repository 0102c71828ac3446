import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { LoggerService } from '@backstage/backend-plugin-api';
import {
  composeServiceHealth,
  EnvironmentRecord,
  judgeEnvironment,
  JudgedEnvironment,
  JudgedFinding,
  Level,
  ServiceHealth,
  serviceHealthDetailsReadPermission,
} from '@paved-path/backstage-plugin-service-health-common';
import { ServiceHealthConfig } from '../config';
import { HealthEvaluator } from '../HealthEvaluator';
import { ChangeFeed } from './ChangeFeed';
import { DatabaseLevelHistory } from './DatabaseLevelHistory';
import { readServiceTarget } from './readServiceTarget';
import { ServiceObserver } from './ServiceObserver';
import { ServiceTarget } from './ServiceTarget';
import { Turns } from './Turns';

interface HealthServiceOptions {
  config: ServiceHealthConfig;
  observer: ServiceObserver;
  feed: ChangeFeed;
  history: DatabaseLevelHistory;
  evaluators: HealthEvaluator[];
  logger: LoggerService;
  clock?: () => number;
}

/** Answers how a service is. Who may ask is decided before. */
export class HealthService {
  readonly #options: HealthServiceOptions;
  readonly #turns = Turns.create();

  static create(options: HealthServiceOptions): HealthService {
    return new HealthService(options);
  }

  private constructor(options: HealthServiceOptions) {
    this.#options = options;
  }

  /** How the service is now, for a reader with or without details. */
  async health(
    entity: Entity,
    { details }: { details: boolean },
  ): Promise<ServiceHealth> {
    const target = readServiceTarget(entity, this.#options.config);
    if ('state' in target) {
      return this.#notSetUp(entity, target);
    }
    return await this.#turns.run(() => this.#answer(target, { details }));
  }

  async #answer(
    target: ServiceTarget,
    { details }: { details: boolean },
  ): Promise<ServiceHealth> {
    const { config, observer } = this.#options;
    const records = await observer.observe(target, { viewed: true });
    const judged = this.#judge(target, records);
    const environments = await Promise.all(
      judged.map(environment => this.#withHistory(target, environment)),
    );
    return composeServiceHealth({
      entityRef: target.entityRef,
      environments,
      links: target.links,
      primary: config.primaryEnvironments,
      withheld: details ? undefined : serviceHealthDetailsReadPermission.name,
      now: this.#now(),
    });
  }

  /**
   * Keeps the levels of a service for the history, and answers them. What
   * nobody watches is unknown from then on.
   */
  async record(target: ServiceTarget): Promise<Level[]> {
    return await this.#turns.run(() => this.#record(target));
  }

  async #record(target: ServiceTarget): Promise<Level[]> {
    const { history, observer } = this.#options;
    if (!observer.isWatched(target)) {
      await history.forget(target.entityRef, this.#now());
      return [];
    }
    const records = await observer.observe(target, { viewed: false });
    if (records.some(isNotAskedYet)) {
      return [];
    }
    const judged = this.#judge(target, records);
    for (const { name, level, headline, sections } of judged) {
      await history.record(
        target.entityRef,
        {
          environment: name,
          level,
          headline,
          sections: new Map(
            sections.map(section => [section.id, section.level]),
          ),
        },
        this.#now(),
      );
    }
    return judged.map(({ level }) => level);
  }

  /** Notes that somebody looks. */
  async tick(): Promise<void> {
    await this.#options.history.tick(this.#now());
  }

  /** Calls back when something of the entity's service changed. */
  subscribe(entity: Entity, listener: () => void): () => void {
    const target = readServiceTarget(entity, this.#options.config);
    return 'state' in target
      ? () => {}
      : this.#options.feed.subscribe(target.kubernetesId, listener);
  }

  #judge(
    target: ServiceTarget,
    records: EnvironmentRecord[],
  ): JudgedEnvironment[] {
    const { evaluators } = this.#options;
    const ci = target.links.find(({ rel }) => rel === 'ci');
    return records.map(record =>
      judgeEnvironment(record, {
        now: this.#now(),
        extraFindings: this.#evaluate(record),
        extraSections: new Map(
          evaluators.map(({ section }) => [section.id, section.title]),
        ),
        ciLink: ci,
      }),
    );
  }

  /** A rule that throws must not take the verdict of all others with it. */
  #evaluate(record: EnvironmentRecord): JudgedFinding[] {
    const { evaluators, logger } = this.#options;
    return evaluators.flatMap(evaluator => {
      try {
        return evaluator.evaluate(record, { now: this.#now() });
      } catch (error) {
        logger.warn(
          `Cannot run the health rules of "${evaluator.section.id}": they are left out`,
          {
            error: String(error),
          },
        );
        return [];
      }
    });
  }

  async #withHistory(
    target: ServiceTarget,
    environment: JudgedEnvironment,
  ): Promise<JudgedEnvironment> {
    const now = this.#now();
    const { history } = this.#options;
    const recorded = await history.history(
      target.entityRef,
      environment.name,
      now,
    );
    const span = recorded.verdict.at(-1);
    const lastKnown = recorded.verdict.findLast(
      ({ level }) => level !== 'unknown',
    );
    const current = span?.level === environment.level ? span.from : undefined;
    return {
      ...environment,
      since: environment.since ?? current,
      lastKnown:
        environment.level === 'unknown' && lastKnown
          ? { level: lastKnown.level, at: lastKnown.to }
          : undefined,
      history: recorded,
    };
  }

  #notSetUp(
    entity: Entity,
    setup: Exclude<ServiceHealth['setup'], { state: 'ok' }>,
  ): ServiceHealth {
    return {
      entityRef: stringifyEntityRef(entity),
      setup,
      level: 'unknown',
      headline: setup.reason,
      partial: false,
      environments: [],
      links: [],
      generatedAt: new Date(this.#now()).toISOString(),
    };
  }

  #now(): number {
    return (this.#options.clock ?? Date.now)();
  }
}

/** The first probe of a Redis calls for another look by itself. */
function isNotAskedYet({ redis }: EnvironmentRecord): boolean {
  return redis.some(({ samples }) => samples.length === 0);
}
