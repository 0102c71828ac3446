import { Condition } from '../../objects/Condition';
import { Deployment, ReplicaSet } from '../../objects/Workload';
import { ControllerContext } from '../ControllerContext';
import { isOwnedBy } from '../ownedBy';
import { templateHash } from '../templateHash';
import { withCondition } from '../withCondition';
import { DeploymentCounts } from './DeploymentCounts';
import { progressCondition } from './progressCondition';
import { rolloutLimits } from './rollingTargets';

/** Writes a Deployment's status; a number says when its deadline has to be looked at. */
export function writeDeploymentStatus(
  { metadata }: Deployment,
  context: ControllerContext,
): number | undefined {
  const { store } = context;
  const deployment = store.get('Deployment', metadata.name, metadata.namespace);
  if (!deployment) return undefined;
  const sets = store
    .list('ReplicaSet', metadata.namespace)
    .filter(set => isOwnedBy(set, deployment));
  const hash = templateHash(deployment.spec.template);
  const current = sets.find(
    ({ metadata: { name } }) => name === `${metadata.name}-${hash}`,
  );
  const counts = countPods(sets, current);
  const progress = progressCondition(deployment, current, counts, context);
  const conditions = conditionsOf(deployment, counts, sets, context);
  store.update({
    ...deployment,
    status: {
      observedGeneration: deployment.metadata.generation,
      ...nonZero(counts),
      ...nonZero({
        unavailableReplicas: Math.max(
          0,
          counts.replicas - counts.availableReplicas,
        ),
      }),
      conditions: progress.condition
        ? withCondition(conditions, progress.condition, context.now())
        : conditions,
    },
  });
  return progress.lookAgainMs;
}

function countPods(
  sets: ReplicaSet[],
  current: ReplicaSet | undefined,
): DeploymentCounts {
  const sum = (count: (set: ReplicaSet) => number | undefined) =>
    sets.reduce((total, set) => total + (count(set) ?? 0), 0);
  return {
    replicas: sum(({ status }) => status?.replicas),
    updatedReplicas: current?.status?.replicas ?? 0,
    readyReplicas: sum(({ status }) => status?.readyReplicas),
    availableReplicas: sum(({ status }) => status?.availableReplicas),
  };
}

function conditionsOf(
  deployment: Deployment,
  { availableReplicas }: DeploymentCounts,
  sets: ReplicaSet[],
  context: ControllerContext,
): Condition[] {
  const now = context.now();
  const { maxUnavailable } = rolloutLimits(deployment);
  const enough =
    availableReplicas >= (deployment.spec.replicas ?? 1) - maxUnavailable;
  const before = deployment.status?.conditions ?? [];
  const kept = before.filter(({ type }) => type !== 'ReplicaFailure');
  const available: Condition = {
    type: 'Available',
    status: enough ? 'True' : 'False',
    reason: enough ? 'MinimumReplicasAvailable' : 'MinimumReplicasUnavailable',
    message: enough
      ? 'Deployment has minimum availability.'
      : 'Deployment does not have minimum availability.',
  };
  const old = before.find(({ type }) => type === 'Available');
  const changed = old?.status !== available.status;
  const next = withCondition(
    kept,
    { ...available, lastUpdateTime: changed ? now : old?.lastUpdateTime },
    now,
  );
  const failure = sets
    .flatMap(({ status }) => status?.conditions ?? [])
    .find(({ type }) => type === 'ReplicaFailure');
  if (!failure) return next;
  const known = before.find(({ type }) => type === 'ReplicaFailure');
  return [
    ...next,
    { ...failure, lastUpdateTime: known?.lastUpdateTime ?? now },
  ];
}

// Kubernetes leaves counts of zero out.
function nonZero<T extends object>(counts: T): Partial<T> {
  const kept: Partial<T> = { ...counts };
  for (const key of Object.keys(counts)) {
    if (Reflect.get(counts, key) === 0) Reflect.deleteProperty(kept, key);
  }
  return kept;
}
