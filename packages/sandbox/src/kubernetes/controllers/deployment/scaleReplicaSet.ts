import { Deployment, ReplicaSet } from '../../objects/Workload';
import { ControllerContext } from '../ControllerContext';
import { recordEvent } from '../recordEvent';

/** Sets how many pods a ReplicaSet is to have. */
export function scaleReplicaSet(
  deployment: Deployment,
  replicaSet: ReplicaSet,
  replicas: number,
  context: ControllerContext,
): void {
  const from = replicaSet.spec.replicas ?? 0;
  const { name, namespace } = replicaSet.metadata;
  const fresh = context.store.get('ReplicaSet', name, namespace);
  if (!fresh || from === replicas) return;
  context.store.update({ ...fresh, spec: { ...fresh.spec, replicas } });
  const direction = replicas > from ? 'up' : 'down';
  recordEvent(
    deployment,
    {
      type: 'Normal',
      reason: 'ScalingReplicaSet',
      message: `Scaled ${direction} replica set ${name} from ${from} to ${replicas}`,
      component: 'deployment-controller',
    },
    context,
  );
}
