import {
  ClusterRecord,
  EnvironmentRecord,
  ScalingSamples,
  sectionOf,
} from '@paved-path/backstage-plugin-service-health-common';
import { ClusterWatcher } from '../clusters/ClusterWatcher';
import { sleep } from '../clusters/sleep';
import { RedisRegistry } from '../redis/RedisRegistry';
import { ReadinessProbes } from './ReadinessProbes';
import { ScalingRing } from './ScalingRing';
import { ServiceTarget } from './ServiceTarget';

const deadlineMs = 2_000;

interface ServiceObserverOptions {
  watchers: ClusterWatcher[];
  redis: RedisRegistry;
  ring: ScalingRing;
  readiness: ReadinessProbes;
}

/** Gathers what all sources know of a service; a late source is left out. */
export class ServiceObserver {
  readonly #options: ServiceObserverOptions;

  static create(options: ServiceObserverOptions): ServiceObserver {
    return new ServiceObserver(options);
  }

  private constructor(options: ServiceObserverOptions) {
    this.#options = options;
  }

  /** Waits for the first list of each cluster, at most until the deadline. */
  async observe(target: ServiceTarget): Promise<EnvironmentRecord[]> {
    const watchers = this.#watchersOf(target);
    const late = watchers.filter(({ everSynced }) => !everSynced);
    if (late.length > 0) {
      const stop = new AbortController();
      await Promise.race([
        Promise.all(late.map(({ synced }) => synced)),
        sleep(deadlineMs, stop.signal),
      ]);
      stop.abort();
    }
    return await Promise.all(
      target.environments.map(environment =>
        this.#observe(target, environment, watchers),
      ),
    );
  }

  #watchersOf({ cluster }: ServiceTarget): ClusterWatcher[] {
    const { watchers } = this.#options;
    return cluster === undefined
      ? watchers
      : watchers.filter(one => one.name === cluster);
  }

  async #observe(
    target: ServiceTarget,
    { name, namespace }: ServiceTarget['environments'][number],
    watchers: ClusterWatcher[],
  ): Promise<EnvironmentRecord> {
    const all = watchers.map(watcher =>
      this.#cluster(watcher, target, namespace),
    );
    const relevant = all.filter(
      cluster => !cluster.everSynced || hasObjects(cluster),
    );
    // A service that runs nowhere yet still rests on the clusters that say so.
    const clusters = relevant.length > 0 ? relevant : all;
    const workloads = clusters.flatMap(one => [...one.workloads, ...one.pods]);
    return {
      service: target.service,
      name,
      namespace,
      clusters,
      redis: await this.#options.redis.records(
        {
          name: target.kubernetesId,
          namespace,
          hasRedis: workloads.some(one => sectionOf(one) === 'redis'),
        },
        { waitMs: deadlineMs },
      ),
      readiness:
        namespace === undefined
          ? undefined
          : this.#options.readiness.latest(target.kubernetesId, namespace),
    };
  }

  #cluster(
    watcher: ClusterWatcher,
    { kubernetesId }: ServiceTarget,
    namespace: string | undefined,
  ): ClusterRecord {
    const pods = watcher.pods.ofService(kubernetesId, namespace);
    const autoscalers = watcher.autoscalers.ofService(kubernetesId, namespace);
    const samples = new Map<string, ScalingSamples>();
    for (const autoscaler of autoscalers) {
      const found = this.#options.ring.samples(watcher.name, autoscaler);
      if (found) {
        samples.set(autoscaler.name, found);
      }
    }
    return {
      cluster: watcher.name,
      source: watcher.source,
      everSynced: watcher.everSynced,
      pods,
      workloads: [
        ...watcher.deployments.ofService(kubernetesId, namespace),
        ...watcher.statefulSets.ofService(kubernetesId, namespace),
      ],
      autoscalers,
      budgets: watcher.budgets.ofService(kubernetesId, namespace),
      nodes: watcher.nodesByName,
      samples,
    };
  }
}

function hasObjects({
  pods,
  workloads,
  autoscalers,
  budgets,
}: ClusterRecord): boolean {
  return [pods, workloads, autoscalers, budgets].some(list => list.length > 0);
}
