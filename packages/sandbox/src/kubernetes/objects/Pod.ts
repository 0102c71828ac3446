import { Condition } from './Condition';
import { KubernetesObject, ObjectMetadata } from './KubernetesObject';

/** @public */
export interface Container {
  name: string;
  image: string;
  resources?: {
    requests?: Record<string, string>;
    limits?: Record<string, string>;
  };
  [field: string]: unknown;
}

/** @public */
export interface PodSpec {
  containers: Container[];
  initContainers?: Container[];
  nodeName?: string;
  nodeSelector?: Record<string, string>;
  hostname?: string;
  restartPolicy?: string;
  terminationGracePeriodSeconds?: number;
  volumes?: Record<string, unknown>[];
  [field: string]: unknown;
}

/** @public */
export interface ContainerTermination {
  exitCode: number;
  reason: string;
  message?: string;
  startedAt: string;
  finishedAt: string;
  containerID?: string;
}

/** @public */
export interface ContainerState {
  waiting?: { reason: string; message?: string };
  running?: { startedAt: string };
  terminated?: ContainerTermination;
}

/** @public */
export interface ContainerStatus {
  name: string;
  image: string;
  imageID: string;
  containerID?: string;
  ready: boolean;
  started: boolean;
  restartCount: number;
  state: ContainerState;
  lastState: ContainerState;
  [field: string]: unknown;
}

/** @public */
export interface PodStatus {
  phase: 'Pending' | 'Running' | 'Succeeded' | 'Failed' | 'Unknown';
  reason?: string;
  message?: string;
  conditions?: Condition[];
  containerStatuses?: ContainerStatus[];
  initContainerStatuses?: ContainerStatus[];
  hostIP?: string;
  podIP?: string;
  startTime?: string;
  qosClass?: string;
  [field: string]: unknown;
}

/** @public */
export interface Pod extends KubernetesObject {
  kind: 'Pod';
  spec: PodSpec;
  status?: PodStatus;
}

/** @public */
export interface PodTemplate {
  metadata?: Partial<ObjectMetadata>;
  spec: PodSpec;
}
