import { isActive } from '../controllers/podsOf';
import { Pod } from '../objects/Pod';
import { Deployment } from '../objects/Workload';
import { PretendedCluster } from '../PretendedCluster';
import { isPodOf } from './isPodOf';
import { WorkloadScenario } from './Scenario';

/** Every pod runs and none is ready. */
export const readinessFailing: WorkloadScenario = {
  name: 'readiness-failing',
  title: 'Readiness failing',
  description:
    "The app's pods run, but their readiness probe answers 503, so none of them gets traffic.",
  scope: 'workload',
  start: (deployment, { cluster }) =>
    cluster.mishaps.add(
      { type: 'unready', message: 'HTTP probe failed with statuscode: 503' },
      isPodOf(deployment),
    ),
};

/** A replaced pod never gets its volume. */
export const stuckCreating: WorkloadScenario = {
  name: 'stuck-creating',
  title: 'Stuck creating',
  description:
    'A pod is replaced, and the new one waits for a volume that cannot be mounted (ContainerCreating).',
  scope: 'workload',
  start: (deployment, { cluster }) => {
    const [first] = activePods(deployment, cluster);
    const present = new Set(
      activePods(deployment, cluster).map(({ metadata }) => metadata.uid),
    );
    const heal = cluster.mishaps.add(
      {
        type: 'stuckCreating',
        event: 'FailedMount',
        message:
          'MountVolume.SetUp failed for volume "data" : rpc error: code = DeadlineExceeded desc = context deadline exceeded',
      },
      pod => isPodOf(deployment)(pod) && !present.has(pod.metadata.uid),
    );
    if (first) cluster.remove(first);
    return heal;
  },
};

/** Pods are thrown off their nodes and replaced. */
export const evictedPods: WorkloadScenario = {
  name: 'evicted-pods',
  title: 'Evicted pods',
  description:
    'A node ran low on memory and evicted pods; new ones take their place and the evicted ones stay as Failed.',
  scope: 'workload',
  start: (deployment, { cluster }) => {
    const evicted = activePods(deployment, cluster).slice(0, 2);
    for (const pod of evicted) {
      const { name } = pod.spec.containers[0];
      void cluster.kubelets.evict(
        pod,
        `The node was low on resource: memory. Threshold quantity: 100Mi, available: 62348Ki. Container ${name} was using 486Mi, request is 128Mi, has larger consumption of memory. `,
      );
    }
    return () => {
      for (const pod of evicted) cluster.remove(pod, 0);
    };
  },
};

function activePods(
  deployment: Deployment,
  { context }: PretendedCluster,
): Pod[] {
  return context.store
    .list('Pod', deployment.metadata.namespace)
    .filter(pod => isActive(pod) && isPodOf(deployment)(pod));
}
