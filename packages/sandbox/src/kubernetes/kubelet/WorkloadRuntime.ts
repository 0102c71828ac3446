import { Pod } from '../objects/Pod';

/**
 * How a container came to its end.
 *
 * @public
 */
export interface PodExit {
  exitCode: number;
  /** As the kubelet names it.
   * @defaultValue `Completed` for exit code 0, else `Error`
   */
  reason?: string;
  message?: string;
}

/**
 * What stands behind a pod that was started.
 *
 * @public
 */
export interface RunningPod {
  /** Asked once a second, as a readiness probe; a rejection counts as not ready and its message as the probe's output. */
  ready(): Promise<boolean>;
  /** Settles when the workload ends without having been told to: the pod's container is then restarted with back-off. */
  exited?: Promise<PodExit>;
}

/**
 * Makes real what the double's pods claim to run.
 *
 * @public
 */
export interface WorkloadRuntime {
  /** Called when the pod's containers start, and again at each restart. A rejection shows as a container that ended with exit code 128. */
  start(pod: Pod): Promise<RunningPod>;
  /** Called when the pod is deleted, evicted, or loses its node; must be idempotent. */
  stop(pod: Pod): Promise<void>;
  /** Whether the pod's images can be pulled, asked at each try; all can when absent. */
  canPull?(pod: Pod): boolean;
  /** Text for the pod's `log` subresource. */
  logs?(pod: Pod): Promise<string>;
}
