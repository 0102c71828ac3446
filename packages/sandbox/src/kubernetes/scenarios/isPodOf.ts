import { Pod } from '../objects/Pod';
import { Deployment } from '../objects/Workload';
import { workloadOf } from '../metrics/workloadOf';

/** Makes the test whether a pod is one of a Deployment's. */
export function isPodOf({ metadata }: Deployment): (pod: Pod) => boolean {
  return pod =>
    pod.metadata.namespace === metadata.namespace &&
    workloadOf(pod) === metadata.name;
}
