import { Condition } from './Condition';
import { KubernetesObject } from './KubernetesObject';
import { LabelSelector } from './Workload';

/** @public */
export interface PodDisruptionBudget extends KubernetesObject {
  kind: 'PodDisruptionBudget';
  spec: {
    minAvailable?: number | string;
    maxUnavailable?: number | string;
    selector?: LabelSelector;
  };
  status?: {
    observedGeneration?: number;
    currentHealthy: number;
    desiredHealthy: number;
    expectedPods: number;
    disruptionsAllowed: number;
    conditions?: Condition[];
  };
}
