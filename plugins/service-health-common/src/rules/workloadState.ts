import type { WorkloadRecord } from '../records';

/** Where a rollout stands. */
export interface WorkloadState {
  /** A rollout runs: not all pods are of the new version, or not observed yet. */
  rolling: boolean;
  /** The rollout passed its deadline. */
  stuck: boolean;
  /** In ms since 1970, while it rolls. */
  deadlineAt?: number;
  /** In ms since 1970. */
  progressAt?: number;
  /** The workload never had all its pods. */
  first: boolean;
}

/** Reads where a rollout stands. */
export function workloadState(workload: WorkloadRecord): WorkloadState {
  const progressing = workload.conditions.find(
    ({ type }) => type === 'Progressing',
  );
  const stuck =
    progressing?.status === 'False' &&
    progressing.reason === 'ProgressDeadlineExceeded';
  const unobserved = workload.observedGeneration < workload.generation;
  const complete =
    workload.kind === 'Deployment' &&
    progressing?.reason === 'NewReplicaSetAvailable';
  const rolling =
    workload.desired > 0 &&
    !stuck &&
    (unobserved ||
      (!complete && workload.updated < workload.desired) ||
      replacing(workload, complete));
  const progressAt =
    progressing?.updatedAt ?? progressing?.since ?? workload.createdAt;
  return {
    rolling,
    stuck,
    progressAt,
    deadlineAt: rolling ? progressAt + workload.progressDeadlineMs : undefined,
    first: isFirst(workload),
  };
}

/** New pods exist and are not available yet, or old ones are still there. */
function replacing(workload: WorkloadRecord, complete: boolean): boolean {
  return (
    workload.kind === 'Deployment' &&
    !complete &&
    (workload.available < workload.desired ||
      workload.current > workload.updated)
  );
}

function isFirst(workload: WorkloadRecord): boolean {
  const available = workload.conditions.find(
    ({ type }) => type === 'Available',
  );
  return (
    available?.status !== 'True' &&
    (available?.since ?? workload.createdAt) - workload.createdAt < 30_000
  );
}
