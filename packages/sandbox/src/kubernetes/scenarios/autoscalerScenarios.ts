import { HorizontalPodAutoscaler } from '../objects/HorizontalPodAutoscaler';
import { Deployment } from '../objects/Workload';
import { ObjectStore } from '../store/ObjectStore';
import { changeObject } from './changeObject';
import { ClusterScenario, WorkloadScenario } from './Scenario';

/** More load than the autoscaler may scale for. */
export const hpaAtMax: WorkloadScenario = {
  name: 'hpa-at-max',
  title: 'Autoscaler at its maximum',
  description:
    'The load asks for half as many pods again as the autoscaler may make (ScalingLimited).',
  scope: 'workload',
  start: (deployment, { cluster, metrics }) => {
    const autoscaler = autoscalerOf(deployment, cluster.context.store);
    const { name, namespace = '' } = deployment.metadata;
    const target =
      autoscaler.spec.metrics?.[0]?.resource?.target.averageUtilization ?? 80;
    const before = metrics.load(namespace, name);
    metrics.setLoad(
      namespace,
      name,
      autoscaler.spec.maxReplicas * target * 1.5,
    );
    return () => metrics.setLoad(namespace, name, before);
  },
};

/** No metrics for any autoscaler. */
export const hpaBlind: ClusterScenario = {
  name: 'hpa-blind',
  title: 'Autoscalers blind (metrics-server down)',
  description:
    'The resource metrics API is unavailable, so no autoscaler of the cluster can tell the load.',
  scope: 'cluster',
  start: ({ faults }) => faults.stopMetricsServer(),
};

/** The autoscaler does not find what it is to scale. */
export const hpaCannotAct: WorkloadScenario = {
  name: 'hpa-cannot-act',
  title: 'Autoscaler cannot act',
  description:
    'The autoscaler points to a Deployment that does not exist (FailedGetScale).',
  scope: 'workload',
  start: (deployment, { cluster }) => {
    const { store } = cluster.context;
    return changeObject(
      autoscalerOf(deployment, store),
      current => ({
        ...current,
        spec: {
          ...current.spec,
          scaleTargetRef: {
            ...current.spec.scaleTargetRef,
            name: `${deployment.metadata.name}-renamed`,
          },
        },
      }),
      store,
    );
  },
};

function autoscalerOf(
  { metadata }: Deployment,
  store: ObjectStore,
): HorizontalPodAutoscaler {
  const found = store
    .list('HorizontalPodAutoscaler', metadata.namespace)
    .find(({ spec }) => spec.scaleTargetRef.name === metadata.name);
  if (!found) {
    throw new Error(
      `Cannot find an autoscaler of Deployment "${metadata.name}": set minReplicas and maxReplicas in its values`,
    );
  }
  return found;
}
