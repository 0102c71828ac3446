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
  const sizes = new Map([current, ...old].map(set => [set, sizeOf(set)]));
  const total = () => [...sizes.values()].reduce((sum, size) => sum + size, 0);
  const room = Math.max(0, desired + maxSurge - total());
  const size = sizeOf(current);
  const next = Math.min(desired, size + room);
  sizes.set(current, next);
  const unavailableNew = Math.max(0, next - availableIn(current));
  const minAvailable = desired - maxUnavailable;
  let spare = total() - minAvailable - unavailableNew;
  // Old pods that do not serve anyway go first: nothing is lost with them.
  for (const set of old) {
    const broken = Math.max(0, sizeOf(set) - availableIn(set));
    const cut = Math.min(broken, Math.max(0, spare), sizeOf(set));
    sizes.set(set, sizeOf(set) - cut);
    spare -= cut;
  }
  const available = [current, ...old].reduce(
    (sum, set) => sum + availableIn(set),
    0,
  );
  let serving = Math.max(0, available - minAvailable);
  for (const set of old) {
    const left = sizes.get(set) ?? 0;
    const cut = Math.min(left, serving);
    sizes.set(set, left - cut);
    serving -= cut;
  }
  return new Map([...sizes].filter(([set, wanted]) => wanted !== sizeOf(set)));
}

function sizeOf({ spec }: ReplicaSet): number {
  return spec.replicas ?? 0;
}

function availableIn({ status }: ReplicaSet): number {
  return status?.availableReplicas ?? 0;
}
