import { isActive } from '../controllers/podsOf';
import { matchesSelector } from '../selectors/matchesSelector';
import { changeObject } from './changeObject';
import { isPodOf } from './isPodOf';
import { WorkloadScenario } from './Scenario';

/** A lost pod cannot be replaced. */
export const quotaExceeded: WorkloadScenario = {
  name: 'quota-exceeded',
  title: 'Quota exceeded',
  description:
    'The namespace gets a quota below what runs there and a pod is lost: its replacement is refused.',
  scope: 'workload',
  start: (deployment, { cluster }) => {
    const { store, admission } = cluster.context;
    const { namespace } = deployment.metadata;
    const pods = store.list('Pod', namespace).filter(isActive);
    const quota = admission.apply({
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: { name: 'team-quota', namespace },
      spec: { hard: { pods: String(Math.max(0, pods.length - 1)) } },
    });
    const lost = pods.find(isPodOf(deployment));
    if (lost) cluster.remove(lost);
    return () => {
      cluster.remove(quota);
    };
  },
};

/** No pod may be disrupted. */
export const budgetBlocked: WorkloadScenario = {
  name: 'pdb-blocked',
  title: 'Disruption budget blocks drains',
  description:
    'The disruption budget asks for every pod, so no node that holds one can be drained.',
  scope: 'workload',
  start: (deployment, { cluster }) => {
    const { store, admission } = cluster.context;
    const { name, namespace } = deployment.metadata;
    const { matchLabels = {} } = deployment.spec.selector;
    const budget = store
      .list('PodDisruptionBudget', namespace)
      .find(({ spec }) =>
        matchesSelector(
          spec.selector,
          deployment.spec.template.metadata?.labels,
        ),
      );
    if (budget) {
      return changeObject(
        budget,
        current => ({
          ...current,
          spec: { selector: current.spec.selector, minAvailable: '100%' },
        }),
        store,
      );
    }
    const made = admission.apply({
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: { name, namespace, labels: deployment.metadata.labels },
      spec: { minAvailable: '100%', selector: { matchLabels } },
    });
    return () => {
      cluster.remove(made);
    };
  },
};
