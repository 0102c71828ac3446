import type { PodState } from '../model';
import type { PodRecord } from '../records';

/** State of a pod as the picture shows it. */
export function podStateOf(pod: PodRecord, now: number): PodState {
  if (pod.deleteBy !== undefined) {
    return 'stopping';
  }
  if (pod.unschedulable) {
    return 'noNode';
  }
  if (pod.ready) {
    return 'ready';
  }
  const waits = pod.trouble.some(
    ({ waiting }) =>
      waiting !== undefined &&
      waiting !== 'ContainerCreating' &&
      waiting !== 'PodInitializing',
  );
  if (waits || pod.phase === 'Failed') {
    return 'crashing';
  }
  const since = Math.max(pod.startedAt ?? 0, pod.createdAt);
  const young = now - since < Math.max(60_000, pod.probeWindowMs);
  return pod.phase === 'Pending' || young ? 'starting' : 'notReady';
}
