import {
  ClusterRecord,
  EnvironmentRecord,
  PodRecord,
  ScalingSamples,
  sectionOf,
  UsageRecord,
} from '@paved-path/backstage-plugin-service-health-common';
import { ClusterFleet, WatchedCluster } from '../clusters/ClusterFleet';
import { ClusterWatcher } from '../clusters/ClusterWatcher';
import { RedisRegistry } from '../redis/RedisRegistry';
import { ReadinessProbes } from './ReadinessProbes';
import { readWarnings } from './readWarnings';
import { ScalingRing } from './ScalingRing';
import { ServiceTarget } from './ServiceTarget';

const deadlineMs = 2_000;

interface ServiceObserverOptions {
  fleet: ClusterFleet;
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

  /** Whether all that a verdict needs is watched without anybody looking. */
  isWatched(target: ServiceTarget): boolean {
    const service = selectionOf(target);
    return (
      this.#options.fleet.select(service, { viewed: false }).length ===
      this.#options.fleet.count(service)
    );
  }

  /**
   * Waits for the first list of each cluster, at most until 2 s after its start.
   * Somebody who views starts the watches that do not run yet.
   */
  async observe(
    target: ServiceTarget,
    { viewed }: { viewed: boolean },
  ): Promise<EnvironmentRecord[]> {
    const clusters = this.#options.fleet.select(selectionOf(target), {
      viewed,
    });
    await Promise.all(clusters.map(({ watcher }) => watcher.firstTry));
    return await Promise.all(
      target.environments.map(environment =>
        this.#observe(target, { ...environment, viewed }, clusters),
      ),
    );
  }

  async #observe(
    target: ServiceTarget,
    {
      name,
      namespace,
      viewed,
    }: ServiceTarget['environments'][number] & { viewed: boolean },
    watched: WatchedCluster[],
  ): Promise<EnvironmentRecord> {
    const relevant = watched.filter(
      ({ watcher }) =>
        !watcher.everSynced || watcher.holds(target.kubernetesId, namespace),
    );
    // A service that runs nowhere yet still rests on the clusters that say so.
    const clusters = (relevant.length > 0 ? relevant : watched).map(one =>
      this.#cluster(one, target, namespace),
    );
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
        { waitMs: viewed ? deadlineMs : 0 },
      ),
      readiness:
        namespace === undefined
          ? undefined
          : this.#options.readiness.latest(target.kubernetesId, namespace),
    };
  }

  #cluster(
    { watcher, base }: WatchedCluster,
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
    const workloads = [
      ...watcher.deployments.ofService(kubernetesId, namespace),
      ...watcher.statefulSets.ofService(kubernetesId, namespace),
    ];
    return {
      cluster: watcher.name,
      source: watcher.source,
      everSynced: watcher.everSynced,
      pods,
      workloads,
      autoscalers,
      budgets: watcher.budgets.ofService(kubernetesId, namespace),
      nodes: base.nodesByName,
      samples,
      quotas: [...new Set(workloads.map(one => one.namespace))].flatMap(one =>
        base.quotas.ofService(one),
      ),
      usage: usageOf(watcher, pods),
      events: readWarnings(watcher.events, {
        pods,
        workloads,
        now: Date.now(),
      }),
    };
  }
}

function selectionOf({ cluster, labelSelector, kubernetesId }: ServiceTarget) {
  return {
    cluster,
    scope:
      labelSelector === undefined
        ? undefined
        : { labelSelector, owner: kubernetesId },
  };
}

function usageOf(
  { usage }: ClusterWatcher,
  pods: PodRecord[],
): ClusterRecord['usage'] {
  if (!usage.available) {
    return undefined;
  }
  const found = new Map<string, UsageRecord>();
  for (const { namespace, name } of pods) {
    const record = usage.usageOf(namespace, name);
    if (record) {
      found.set(name, record);
    }
  }
  return found;
}
