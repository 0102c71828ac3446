import { KubernetesObject } from '../objects/KubernetesObject';
import { ObjectName } from './Controller';

/** Names an object for a controller. */
export function nameOf({ metadata }: KubernetesObject): ObjectName {
  return { namespace: metadata.namespace ?? '', name: metadata.name };
}

/** Names the controller of an object, if it is of that kind. */
export function ownerNameOf(
  { metadata }: KubernetesObject,
  kind: string,
): ObjectName[] {
  const owner = metadata.ownerReferences?.find(({ controller }) => controller);
  return owner?.kind === kind
    ? [{ namespace: metadata.namespace ?? '', name: owner.name }]
    : [];
}
