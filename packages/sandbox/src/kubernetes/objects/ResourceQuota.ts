import { KubernetesObject } from './KubernetesObject';

/** @public */
export interface ResourceQuota extends KubernetesObject {
  kind: 'ResourceQuota';
  spec: { hard?: Record<string, string> };
  status?: { hard?: Record<string, string>; used?: Record<string, string> };
}
