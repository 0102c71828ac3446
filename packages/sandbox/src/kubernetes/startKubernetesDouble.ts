import { Clock } from './clock/Clock';
import { KubernetesDouble } from './KubernetesDouble';
import { WorkloadRuntime } from './kubelet/WorkloadRuntime';

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
  /** What stands behind pods. @defaultValue nothing: pods are ready after `readyAfterMs` */
  runtime?: WorkloadRuntime;
  /** @defaultValue 1000 */
  readyAfterMs?: number;
  /** Whether Deployments get pods, pods start, and so on; without, objects stay as they are applied. @defaultValue true */
  controllers?: boolean;
  /** Whether answers carry `managedFields`, as a real API server's do. @defaultValue false */
  managedFields?: boolean;
  /** How often watches get a bookmark. @defaultValue 60000 */
  bookmarkIntervalMs?: number;
  /** How many changes can be resumed from before 410. @defaultValue 10000 */
  historyLimit?: number;
  /** How often autoscalers decide. @defaultValue 5000 */
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
  throw new Error(`Cannot start on port ${options.port}: not built yet`);
}
