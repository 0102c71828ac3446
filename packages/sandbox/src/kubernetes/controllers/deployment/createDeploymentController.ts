import { Deployment, ReplicaSet } from '../../objects/Workload';
import { Controller } from '../Controller';
import { ControllerContext } from '../ControllerContext';
import { nameOf, ownerNameOf } from '../nameOf';
import { isOwnedBy } from '../ownedBy';
import { isActive, podsOf } from '../podsOf';
import { ensureReplicaSet } from './ensureReplicaSet';
import { rollingTargets } from './rollingTargets';
import { scaleReplicaSet } from './scaleReplicaSet';
import { writeDeploymentStatus } from './writeDeploymentStatus';

/** Rolls Deployments out through their ReplicaSets. */
export function createDeploymentController(
  context: ControllerContext,
): Controller {
  return {
    concerns: ({ object }) =>
      object.kind === 'Deployment'
        ? [nameOf(object)]
        : ownerNameOf(object, 'Deployment'),
    reconcile: ({ name, namespace }) => {
      const deployment = context.store.get('Deployment', name, namespace);
      return deployment && reconcile(deployment, context);
    },
  };
}

function reconcile(
  deployment: Deployment,
  context: ControllerContext,
): number | undefined {
  if (!deployment.spec.paused) roll(deployment, context);
  return writeDeploymentStatus(deployment, context);
}

function roll(deployment: Deployment, context: ControllerContext): void {
  const current = ensureReplicaSet(deployment, context);
  const old = context.store
    .list('ReplicaSet', deployment.metadata.namespace)
    .filter(
      set =>
        isOwnedBy(set, deployment) &&
        set.metadata.name !== current.metadata.name,
    );
  const targets =
    deployment.spec.strategy?.type === 'Recreate'
      ? recreateTargets(deployment, current, old, context)
      : rollingTargets(deployment, current, old);
  for (const [replicaSet, replicas] of targets) {
    scaleReplicaSet(deployment, replicaSet, replicas, context);
  }
  removeHistory(deployment, old, context);
}

// New pods only start when the last old one is gone.
function recreateTargets(
  deployment: Deployment,
  current: ReplicaSet,
  old: ReplicaSet[],
  { store }: ControllerContext,
): Map<ReplicaSet, number> {
  const targets = new Map<ReplicaSet, number>(old.map(set => [set, 0]));
  const gone = old.every(set => podsOf(set, store).length === 0);
  if (gone) targets.set(current, deployment.spec.replicas ?? 1);
  return targets;
}

function removeHistory(
  deployment: Deployment,
  old: ReplicaSet[],
  context: ControllerContext,
): void {
  const idle = old
    .filter(
      set =>
        set.spec.replicas === 0 && !podsOf(set, context.store).some(isActive),
    )
    .sort((a, b) => revisionOf(a) - revisionOf(b));
  const keep = deployment.spec.revisionHistoryLimit ?? 10;
  for (const set of idle.slice(0, Math.max(0, idle.length - keep))) {
    context.remove(set);
  }
}

function revisionOf({ metadata }: ReplicaSet): number {
  return Number(
    metadata.annotations?.['deployment.kubernetes.io/revision'] ?? 0,
  );
}
