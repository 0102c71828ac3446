import { Deployment, ReplicaSet } from '../../objects/Workload';
import { intOrPercent } from '../intOrPercent';

/** How far a rollout may go above and below the wanted number of pods. */
export function rolloutLimits({ spec }: Deployment): {
  maxSurge: number;
  maxUnavailable: number;
} {
  const { replicas = 1, strategy } = spec;
  if (strategy?.type === 'Recreate') {
    return { maxSurge: 0, maxUnavailable: replicas };
  }
  const given = strategy?.rollingUpdate;
  const maxSurge = intOrPercent(given?.maxSurge ?? '25%', replicas, 'up');
  const maxUnavailable = intOrPercent(
    given?.maxUnavailable ?? '25%',
    replicas,
    'down',
  );
  // With neither, a rollout could not begin.
  return maxSurge === 0 && maxUnavailable === 0
    ? { maxSurge, maxUnavailable: 1 }
    : { maxSurge, maxUnavailable: Math.min(maxUnavailable, replicas) };
}

/** How many pods each ReplicaSet should have next; those that are right already are left out. */
export function rollingTargets(
  deployment: Deployment,
  current: ReplicaSet,
  old: readonly ReplicaSet[],
): Map<ReplicaSet, number> {
  const { replicas: desired = 1 } = deployment.spec;
  const { maxSurge, maxUnavailable } = rolloutLimits(deployment);
  const total = [current, ...old].reduce((sum, set) => sum + sizeOf(set), 0);
  const size = sizeOf(current);
  const room = Math.max(0, desired + maxSurge - total);
  const next = Math.min(desired, size + room);
  if (next !== size) return new Map([[current, next]]);
  const unavailableNew = Math.max(0, size - availableIn(current));
  const minAvailable = desired - maxUnavailable;
  // Counts of specs, not of statuses: those of sets that were just scaled are out of date.
  const spare = total - minAvailable - unavailableNew;
  if (spare <= 0) return new Map();
  const broken = (set: ReplicaSet) =>
    Math.max(0, sizeOf(set) - availableIn(set));
  const lost = new Set(old.filter(set => broken(set) > 0));
  // Old pods that do not serve anyway go first: nothing is lost with them.
  if (lost.size > 0) return take([...lost], spare, broken);
  const available = [current, ...old].reduce(
    (sum, set) => sum + availableIn(set),
    0,
  );
  return take(old, Math.min(spare, available - minAvailable), sizeOf);
}

// Takes a number of pods from some sets, from each no more than it can give.
function take(
  sets: readonly ReplicaSet[],
  count: number,
  most: (set: ReplicaSet) => number,
): Map<ReplicaSet, number> {
  const targets = new Map<ReplicaSet, number>();
  let left = Math.max(0, count);
  for (const set of sets) {
    const cut = Math.min(most(set), left);
    if (cut > 0) targets.set(set, sizeOf(set) - cut);
    left -= cut;
  }
  return targets;
}

function sizeOf({ spec }: ReplicaSet): number {
  return spec.replicas ?? 0;
}

function availableIn({ status }: ReplicaSet): number {
  return status?.availableReplicas ?? 0;
}
