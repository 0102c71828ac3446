import { Condition } from './Condition';
import { KubernetesObject } from './KubernetesObject';

/** @public */
export interface Node extends KubernetesObject {
  kind: 'Node';
  spec: {
    podCIDR?: string;
    unschedulable?: boolean;
    taints?: { key: string; effect: string; timeAdded?: string }[];
    [field: string]: unknown;
  };
  status: {
    conditions: Condition[];
    allocatable: Record<string, string>;
    capacity: Record<string, string>;
    addresses: { type: string; address: string }[];
    [field: string]: unknown;
  };
}
