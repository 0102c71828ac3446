import { isPodReady } from '../objects/isPodReady';
import { PodDisruptionBudget } from '../objects/PodDisruptionBudget';
import { Pod } from '../objects/Pod';
import { matchesSelector } from '../selectors/matchesSelector';
import { Controller } from './Controller';
import { ControllerContext } from './ControllerContext';
import { intOrPercent } from './intOrPercent';
import { nameOf } from './nameOf';
import { isActive } from './podsOf';
import { withCondition } from './withCondition';

/** Works out how many pods each disruption budget can spare. */
export function createDisruptionController(
  context: ControllerContext,
): Controller {
  return {
    concerns: ({ object }) => {
      if (object.kind === 'PodDisruptionBudget') return [nameOf(object)];
      if (object.kind !== 'Pod') return [];
      return context.store
        .list('PodDisruptionBudget', object.metadata.namespace)
        .map(nameOf);
    },
    reconcile: ({ name, namespace }) => {
      const budget = context.store.get('PodDisruptionBudget', name, namespace);
      if (budget) writeStatus(budget, context);
    },
  };
}

function writeStatus(
  budget: PodDisruptionBudget,
  context: ControllerContext,
): void {
  const pods = context.store
    .list('Pod', budget.metadata.namespace)
    .filter(
      pod =>
        isActive(pod) &&
        matchesSelector(budget.spec.selector, pod.metadata.labels),
    );
  const expectedPods = expected(pods, context);
  const currentHealthy = pods.filter(isPodReady).length;
  const { minAvailable, maxUnavailable } = budget.spec;
  const desiredHealthy =
    maxUnavailable === undefined
      ? intOrPercent(minAvailable ?? 1, expectedPods, 'up')
      : Math.max(
          0,
          expectedPods - intOrPercent(maxUnavailable, expectedPods, 'up'),
        );
  const disruptionsAllowed =
    expectedPods > 0 ? Math.max(0, currentHealthy - desiredHealthy) : 0;
  const sufficient = disruptionsAllowed > 0;
  context.store.update({
    ...budget,
    status: {
      conditions: withCondition(
        budget.status?.conditions ?? [],
        {
          type: 'DisruptionAllowed',
          status: sufficient ? 'True' : 'False',
          reason: sufficient ? 'SufficientPods' : 'InsufficientPods',
          message: '',
          observedGeneration: budget.metadata.generation,
        },
        context.now(),
      ),
      currentHealthy,
      desiredHealthy,
      disruptionsAllowed,
      expectedPods,
      observedGeneration: budget.metadata.generation,
    },
  });
}

// What the owners ask for counts, not what happens to be there.
function expected(pods: Pod[], { store }: ControllerContext): number {
  const owners = new Map<string, number>();
  for (const { metadata } of pods) {
    const owner = metadata.ownerReferences?.[0];
    const { namespace } = metadata;
    const set =
      store.get('ReplicaSet', owner?.name ?? '', namespace) ??
      store.get('StatefulSet', owner?.name ?? '', namespace);
    const above = set?.metadata.ownerReferences?.[0];
    const deployment = above && store.get('Deployment', above.name, namespace);
    const counted = deployment ?? set;
    owners.set(
      counted?.metadata.uid ?? metadata.uid,
      counted ? counted.spec.replicas ?? 1 : 1,
    );
  }
  return [...owners.values()].reduce((sum, replicas) => sum + replicas, 0);
}
