import { KubernetesObject } from '../objects/KubernetesObject';

/** One change of one object, in the order of revisions. */
export interface StoredChange {
  type: 'ADDED' | 'MODIFIED' | 'DELETED';
  revision: number;
  /** Which table it is in, see `tableOf`. */
  table: string;
  object: KubernetesObject;
  previous?: KubernetesObject;
}
