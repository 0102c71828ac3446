import type { WorkloadRecord } from '../records';

/** Where a rollout stands. */
export interface WorkloadState {
  /** A rollout runs: not all pods are of the new template, or it is not observed yet. */
  rolling: boolean;
  /** Pods of the newest template: none while it is not observed. */
  updated: number;
  /** The rollout passed its deadline. */
  stuck: boolean;
  /** In ms since 1970, while it rolls and waits for a pod. */
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
  // The status is of the generation before. It still tells a scaling, which is
  // no rollout, from a new template, of which no pod can exist.
  const settled = complete || isSettledSet(workload);
  const scaled = settled && workload.current !== workload.desired;
  const changed = unobserved && !scaled;
  const fresh = changed && isEven(workload);
  const rolling =
    workload.desired > 0 &&
    !stuck &&
    (changed ||
      (!complete && workload.updated < workload.desired) ||
      replacing(workload, complete));
  const progressAt = fresh
    ? undefined
    : progressing?.updatedAt ?? progressing?.since ?? waitsSince(workload);
  return {
    rolling,
    updated: fresh ? 0 : workload.updated,
    stuck,
    progressAt,
    deadlineAt:
      rolling && progressAt !== undefined
        ? progressAt + workload.progressDeadlineMs
        : undefined,
    first: isFirst(workload),
  };
}

/** A StatefulSet whose revisions are one. */
function isSettledSet({ kind, updated, desired }: WorkloadRecord): boolean {
  return kind === 'StatefulSet' && updated === desired;
}

/** All pods that are wanted are there, and of one template. */
function isEven({ updated, current, desired }: WorkloadRecord): boolean {
  return updated === desired && current === desired;
}

/** A StatefulSet has no condition that tells its progress: each pod that becomes available is one. */
function waitsSince(workload: WorkloadRecord): number | undefined {
  return workload.kind === 'StatefulSet'
    ? workload.shortSince
    : workload.createdAt;
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
    (available?.since ?? workload.shortSince ?? workload.createdAt) -
      workload.createdAt <
      30_000
  );
}
