import { randomBytes } from 'node:crypto';
import { Admission } from './admission/Admission';
import { ApiRequestHandler } from './api/ApiRequestHandler';
import { ApiServer } from './api/ApiServer';
import { ObjectEndpoint } from './api/ObjectEndpoint';
import { ResourceRegistry } from './api/ResourceRegistry';
import { createObjectWriter } from './api/writeObject';
import { Clock } from './clock/Clock';
import { systemClock } from './clock/systemClock';
import { createApiFaults } from './faults/createApiFaults';
import { RequestFaults } from './faults/RequestFaults';
import { RequestLog } from './faults/RequestLog';
import { WatchFaults } from './faults/WatchFaults';
import { KubernetesDouble } from './KubernetesDouble';
import { WorkloadRuntime } from './kubelet/WorkloadRuntime';
import { MetricsServer } from './metrics/MetricsServer';
import { PretendedCluster } from './PretendedCluster';
import { RunningDouble } from './RunningDouble';
import { createScenarioBook } from './scenarios/createScenarioBook';
import { ObjectStore } from './store/ObjectStore';

/**
 * Options of {@link startKubernetesDouble}.
 *
 * @public
 */
export interface KubernetesDoubleOptions {
  /** @defaultValue 0, a free port */
  port?: number;
  /** @defaultValue a random one */
  token?: string;
  /** @defaultValue the clock of this machine */
  clock?: Clock;
  /**
   * What stands behind pods.
   * @defaultValue nothing: pods are ready after `readyAfterMs`
   */
  runtime?: WorkloadRuntime;
  /** @defaultValue 1000 */
  readyAfterMs?: number;
  /**
   * Whether Deployments get pods, pods start, and so on; without, objects stay as they are applied.
   * @defaultValue true
   */
  controllers?: boolean;
  /**
   * Whether answers carry `managedFields`, as a real API server's do.
   * @defaultValue false
   */
  managedFields?: boolean;
  /**
   * How often watches get a bookmark.
   * @defaultValue 60000
   */
  bookmarkIntervalMs?: number;
  /**
   * How many changes can be resumed from before 410.
   * @defaultValue 10000
   */
  historyLimit?: number;
  /**
   * How often autoscalers decide.
   * @defaultValue 5000
   */
  autoscalerIntervalMs?: number;
}

/**
 * Starts a Kubernetes API server with three pretended nodes.
 *
 * @public
 */
export async function startKubernetesDouble(
  options: KubernetesDoubleOptions = {},
): Promise<KubernetesDouble> {
  const { clock = systemClock, token = randomBytes(24).toString('hex') } =
    options;
  const store = ObjectStore.create({
    clock,
    historyLimit: options.historyLimit ?? 10_000,
  });
  const registry = ResourceRegistry.create();
  const requests = RequestLog.create();
  const requestFaults = RequestFaults.create(clock);
  const watchFaults = WatchFaults.create(clock);
  const metrics = MetricsServer.create(store, clock);
  const admission = Admission.create(store, registry);
  const cluster = PretendedCluster.create({
    ...options,
    store,
    admission,
    metrics,
    clock,
  });
  const objects = ObjectEndpoint.create({
    store,
    clock,
    admission,
    metrics,
    watchFaults,
    runtime: options.runtime,
    write: createObjectWriter(options.managedFields ?? false),
    bookmarkIntervalMs: options.bookmarkIntervalMs ?? 60_000,
    remove: (object, graceSeconds) => cluster.remove(object, graceSeconds),
  });
  const handler = ApiRequestHandler.create({
    token,
    clock,
    registry,
    requests,
    faults: requestFaults,
    objects,
  });
  const server = await ApiServer.listen(handler, options.port ?? 0);
  const { watches } = objects;
  const faults = createApiFaults({
    requestFaults,
    watchFaults,
    watches,
    store,
    metrics,
    server,
  });
  const scenarios = createScenarioBook({ cluster, faults, metrics });
  return RunningDouble.create({
    server,
    token,
    faults,
    requests,
    scenarios,
    cluster,
    store,
    registry,
    admission,
    metrics,
  });
}
