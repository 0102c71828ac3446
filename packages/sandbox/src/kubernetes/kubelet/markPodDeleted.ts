import { timestamp } from '../clock/timestamp';
import { ControllerContext } from '../controllers/ControllerContext';
import { Pod } from '../objects/Pod';

/** Asks a pod to end; its kubelet removes it when it has. */
export function markPodDeleted(
  pod: Pod,
  { store, clock }: ControllerContext,
  graceSeconds = pod.spec.terminationGracePeriodSeconds ?? 30,
): Pod {
  if (pod.metadata.deletionTimestamp) return pod;
  const marked = {
    ...pod,
    metadata: {
      ...pod.metadata,
      deletionTimestamp: timestamp(clock.now() + graceSeconds * 1000),
      deletionGracePeriodSeconds: graceSeconds,
    },
  };
  store.update(marked);
  const { name, namespace } = pod.metadata;
  return store.get('Pod', name, namespace) ?? marked;
}
