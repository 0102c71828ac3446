import { Deployment, StatefulSet } from '../../objects/Workload';
import { ControllerContext } from '../ControllerContext';

/** Changes a workload's replicas; answers with the new number. */
export function rescale(
  workload: Deployment | StatefulSet,
  replicas: number,
  current: number,
  { store }: ControllerContext,
): number {
  if (replicas !== current) {
    store.update({ ...workload, spec: { ...workload.spec, replicas } });
  }
  return replicas;
}
