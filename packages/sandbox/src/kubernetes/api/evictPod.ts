import { KubernetesObject } from '../objects/KubernetesObject';
import { matchesSelector } from '../selectors/matchesSelector';
import { ObjectStore } from '../store/ObjectStore';
import { StatusError } from './StatusError';

/** Evicts a pod, unless a disruption budget forbids it. */
export function evictPod(
  pod: KubernetesObject,
  {
    store,
    remove,
  }: {
    store: ObjectStore;
    remove: (object: KubernetesObject) => KubernetesObject;
  },
): void {
  const { labels, namespace } = pod.metadata;
  for (const budget of store.list('PodDisruptionBudget', namespace)) {
    if (!matchesSelector(budget.spec.selector, labels)) continue;
    const {
      disruptionsAllowed = 0,
      desiredHealthy,
      currentHealthy,
    } = budget.status ?? {};
    if (disruptionsAllowed > 0) continue;
    throw new StatusError(
      429,
      'TooManyRequests',
      "Cannot evict pod as it would violate the pod's disruption budget.",
      {
        details: {
          causes: [
            {
              reason: 'DisruptionBudget',
              message: `The disruption budget ${budget.metadata.name} needs ${desiredHealthy} healthy pods and has ${currentHealthy} currently`,
            },
          ],
        },
      },
    );
  }
  remove(pod);
}
