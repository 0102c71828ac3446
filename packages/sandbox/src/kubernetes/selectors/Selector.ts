import { KubernetesObject } from '../objects/KubernetesObject';

/** Tells whether an object is among those asked for. */
export type Selector = (object: KubernetesObject) => boolean;
