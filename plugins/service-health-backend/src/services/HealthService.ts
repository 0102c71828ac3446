import { Entity } from '@backstage/catalog-model';
import { stringifyEntityRef } from '@backstage/catalog-model';
import {
  composeServiceHealth,
  judgeEnvironment,
  JudgedEnvironment,
  ServiceHealth,
  serviceHealthDetailsReadPermission,
} from '@paved-path/backstage-plugin-service-health-common';
import { ServiceHealthConfig } from '../config';
import { ChangeFeed } from './ChangeFeed';
import { readServiceTarget } from './readServiceTarget';
import { ServiceObserver } from './ServiceObserver';
import { ServiceTarget } from './ServiceTarget';

interface HealthServiceOptions {
  config: ServiceHealthConfig;
  observer: ServiceObserver;
  feed: ChangeFeed;
  clock?: () => number;
}

/** Answers how a service is. Who may ask is decided before. */
export class HealthService {
  readonly #options: HealthServiceOptions;

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
    const { config } = this.#options;
    const now = this.#now();
    const target = readServiceTarget(entity, config);
    if ('state' in target) {
      return {
        entityRef: stringifyEntityRef(entity),
        setup: target,
        level: 'unknown',
        headline: target.reason,
        partial: false,
        environments: [],
        links: [],
        generatedAt: new Date(now).toISOString(),
      };
    }
    return composeServiceHealth({
      entityRef: target.entityRef,
      environments: await this.judge(target),
      links: target.links,
      primary: config.primaryEnvironments,
      withheld: details ? undefined : serviceHealthDetailsReadPermission.name,
      now: this.#now(),
    });
  }

  /** The verdict on every environment of a service. */
  async judge(target: ServiceTarget): Promise<JudgedEnvironment[]> {
    const records = await this.#options.observer.observe(target);
    return records.map(record =>
      judgeEnvironment(record, { now: this.#now() }),
    );
  }

  /** Calls back when something of the entity's service changed. */
  subscribe(entity: Entity, listener: () => void): () => void {
    const target = readServiceTarget(entity, this.#options.config);
    return 'state' in target
      ? () => {}
      : this.#options.feed.subscribe(target.kubernetesId, listener);
  }

  #now(): number {
    return (this.#options.clock ?? Date.now)();
  }
}
