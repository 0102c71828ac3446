/** A container that is not plainly running. Times are in ms since 1970. @public */
export interface ContainerTrouble {
  /** Name of the container. */
  name: string;
  /** Init containers count too. */
  init: boolean;
  /** Reason of the waiting state: `CrashLoopBackOff`, `ImagePullBackOff`. */
  waiting?: string;
  /** Raw message of the waiting state. */
  message?: string;
  /** Reason of the last end: `OOMKilled`, `Error`. */
  lastReason?: string;
  /** Exit code of the last end. */
  exitCode?: number;
  /** Memory limit as written in the spec: "256Mi". */
  memoryLimit?: string;
  /** Image that it asks for. */
  image?: string;
}

/** What the containers of a pod ask for and may use. @public */
export interface PodResources {
  /** Of all containers together. */
  requests: { cpuMillis?: number; memoryBytes?: number };
  /** By name of the container. */
  limits: Readonly<
    Record<string, { cpuMillis?: number; memoryBytes?: number }>
  >;
}

/** What the rules need to know of a pod. Times are in ms since 1970. @public */
export interface PodRecord {
  name: string;
  namespace: string;
  /** Value of the label `backstage.io/kubernetes-id`. */
  kubernetesId: string;
  /** Value of the label `app.kubernetes.io/component`. */
  component?: string;
  /** Kind and name of the owner: `Deployment/visit-tracker-app`. */
  workload?: string;
  node?: string;
  createdAt: number;
  /** End of the grace after a deletion. */
  deleteBy?: number;
  phase: string;
  /** Reason of the status: `Evicted`. */
  reason?: string;
  ready: boolean;
  /** When `ready` changed last. */
  readyChangedAt?: number;
  /** Reason of the Ready condition. */
  readyReason?: string;
  /** Ready containers and all containers, without init containers. */
  containersReady: number;
  containers: number;
  /** When the newest container started. */
  startedAt?: number;
  /** How long its probes let it take to become ready, in ms. */
  probeWindowMs: number;
  /** The scheduler found no node. */
  unschedulable?: { since: number; message: string };
  trouble: ContainerTrouble[];
  /** Total since birth; only its growth is judged. */
  restarts: number;
  /** Restarts of the last 10 min that were seen. */
  restartTimes: number[];
  /** When a container ran out of memory last. */
  outOfMemoryAt?: number;
  /** Tag of the first container's image. */
  version?: string;
  /** Left out when its containers have neither requests nor limits. */
  resources?: PodResources;
}
