import { KubernetesObject } from './KubernetesObject';

/** @public */
export interface KubernetesEvent extends KubernetesObject {
  kind: 'Event';
  type: 'Normal' | 'Warning';
  reason: string;
  message: string;
  count: number;
  firstTimestamp: string;
  lastTimestamp: string;
  involvedObject: {
    apiVersion: string;
    kind: string;
    name: string;
    namespace?: string;
    uid: string;
    fieldPath?: string;
  };
}
