import {
  ActiveScenario,
  KubernetesDouble,
  ScenarioDescription,
  ScenarioTarget,
} from '../kubernetes';
import { RedisSupervisor } from '../redis/RedisSupervisor';
import { redisScenarios } from './redisScenarios';

/** Every fault that can be switched on: the cluster's and those of Redis. */
export class SandboxScenarios {
  readonly #cluster: KubernetesDouble;
  readonly #redis: RedisSupervisor;
  #active: (ActiveScenario & { target: ScenarioTarget })[] = [];

  static create(options: {
    cluster: KubernetesDouble;
    redis: RedisSupervisor;
  }): SandboxScenarios {
    return new SandboxScenarios(options.cluster, options.redis);
  }

  private constructor(cluster: KubernetesDouble, redis: RedisSupervisor) {
    this.#cluster = cluster;
    this.#redis = redis;
  }

  list(): ScenarioDescription[] {
    const ofRedis = redisScenarios.map(
      ({ name, title, description }): ScenarioDescription => ({
        name,
        title,
        description,
        scope: 'workload',
      }),
    );
    const ofCluster = this.#cluster.scenarios.list();
    return [
      ...ofCluster.filter(isOfWorkload),
      ...ofRedis,
      ...ofCluster.filter(isOfAll),
    ];
  }

  active(): ActiveScenario[] {
    return [...this.#cluster.scenarios.active(), ...this.#active];
  }

  async apply(name: string, target?: ScenarioTarget): Promise<void> {
    const scenario = redisScenarios.find(each => each.name === name);
    if (!scenario) {
      if (name === 'healthy') {
        await this.clear();
      }
      this.#assertKnown(name);
      this.#cluster.scenarios.apply(name, target);
      return;
    }
    if (!target || this.#find(name, target)) {
      this.#assertTarget(name, target);
      return;
    }
    await scenario.start(this.#redisOf(name, target));
    if (scenario.end) {
      const since = new Date().toISOString();
      this.#active.push({ name, target, since });
    }
  }

  /** Switch one scenario off, or all of them. */
  async clear(name?: string): Promise<void> {
    this.#cluster.scenarios.clear(name);
    const ended = this.#active.filter(each => !name || each.name === name);
    this.#active = this.#active.filter(each => !ended.includes(each));
    for (const { name: scenarioName, target } of ended) {
      const redis = this.#redis.find(target);
      const scenario = redisScenarios.find(each => each.name === scenarioName);
      if (redis && scenario?.end) {
        await scenario.end(redis);
        this.#replaceUnreadyPods(target);
      }
    }
  }

  #find(name: string, target: ScenarioTarget): ActiveScenario | undefined {
    return this.#active.find(
      each =>
        each.name === name &&
        each.target.name === target.name &&
        each.target.namespace === target.namespace,
    );
  }

  #redisOf(name: string, target: ScenarioTarget) {
    const redis = this.#redis.find(target);
    if (!redis) {
      const known = this.#redis
        .list()
        .map(({ record }) => `"${record.namespace}/${record.name}"`);
      throw new Error(
        `Cannot apply scenario "${name}": service "${target.namespace}/${
          target.name
        }" has no Redis here, known are ${known.join(', ') || 'none'}`,
      );
    }
    return redis;
  }

  #assertTarget(name: string, target: ScenarioTarget | undefined): void {
    if (!target) {
      throw new Error(
        `Cannot apply scenario "${name}": name the service that it is to happen to`,
      );
    }
  }

  #assertKnown(name: string): void {
    const names = this.list().map(each => each.name);
    if (!names.includes(name)) {
      throw new Error(
        `Cannot apply scenario "${name}": choose one of ${names.join(', ')}`,
      );
    }
  }

  /** What waits in a long back-off is deleted, as a person would. */
  #replaceUnreadyPods({ name, namespace }: ScenarioTarget): void {
    for (const pod of this.#cluster.list('Pod', namespace)) {
      const { labels = {} } = pod.metadata;
      const [container] = pod.status?.containerStatuses ?? [];
      if (
        labels['app.kubernetes.io/name'] === name &&
        labels['app.kubernetes.io/component'] === 'redis' &&
        container?.state.waiting
      ) {
        this.#cluster.remove({
          kind: 'Pod',
          name: pod.metadata.name,
          namespace,
        });
      }
    }
  }
}

function isOfWorkload({ scope }: ScenarioDescription): boolean {
  return scope === 'workload';
}

function isOfAll({ scope }: ScenarioDescription): boolean {
  return scope === 'cluster';
}
