import { Condition } from '../../objects/Condition';
import { Deployment, ReplicaSet } from '../../objects/Workload';
import { ControllerContext } from '../ControllerContext';
import { DeploymentCounts } from './DeploymentCounts';

interface Progress {
  condition?: Condition;
  lookAgainMs?: number;
}

/** What a Deployment's Progressing condition is to be. */
export function progressCondition(
  deployment: Deployment,
  current: ReplicaSet | undefined,
  counts: DeploymentCounts,
  context: ControllerContext,
): Progress {
  const known = deployment.status?.conditions?.find(
    ({ type }) => type === 'Progressing',
  );
  if (deployment.spec.paused) return pausedProgress(known, context.now());
  if (!current) return {};
  const { name } = current.metadata;
  const now = context.now();
  const condition = (reason: string, message: string): Condition => ({
    type: 'Progressing',
    status: reason === 'ProgressDeadlineExceeded' ? 'False' : 'True',
    reason,
    message,
    lastUpdateTime: now,
  });
  if (isComplete(deployment, counts)) {
    const message = `ReplicaSet "${name}" has successfully progressed.`;
    return known?.reason === 'NewReplicaSetAvailable' &&
      known.message === message
      ? {}
      : { condition: condition('NewReplicaSetAvailable', message) };
  }
  if (!known || !known.message?.includes(`"${name}"`)) {
    const message = `Created new replica set "${name}"`;
    return {
      condition: condition('NewReplicaSetCreated', message),
      lookAgainMs: deadlineMs(deployment),
    };
  }
  if (hasMoved(deployment, counts)) {
    const message = `ReplicaSet "${name}" is progressing.`;
    const moved = condition('ReplicaSetUpdated', message);
    return known.reason === 'NewReplicaSetAvailable'
      ? {}
      : { condition: moved, lookAgainMs: deadlineMs(deployment) };
  }
  return overdue(deployment, known, condition, context);
}

function overdue(
  deployment: Deployment,
  known: Condition,
  condition: (reason: string, message: string) => Condition,
  { clock }: ControllerContext,
): Progress {
  // A rollout that was complete once is not late when its pods fail afterwards.
  const over = ['NewReplicaSetAvailable', 'ProgressDeadlineExceeded'];
  if (over.includes(known.reason ?? '')) return {};
  const since = Date.parse(known.lastUpdateTime ?? '') || clock.now();
  const left = since + deadlineMs(deployment) - clock.now();
  if (left > 0) return { lookAgainMs: left };
  const name = /"([^"]+)"/.exec(known.message ?? '')?.[1];
  return {
    condition: condition(
      'ProgressDeadlineExceeded',
      `ReplicaSet "${name}" has timed out progressing.`,
    ),
  };
}

function pausedProgress(known: Condition | undefined, now: string): Progress {
  if (known?.reason === 'DeploymentPaused') return {};
  return {
    condition: {
      type: 'Progressing',
      status: 'Unknown',
      reason: 'DeploymentPaused',
      message: 'Deployment is paused',
      lastUpdateTime: now,
    },
  };
}

function isComplete({ spec }: Deployment, counts: DeploymentCounts): boolean {
  const { replicas = 1 } = spec;
  return (
    counts.updatedReplicas === replicas &&
    counts.replicas === replicas &&
    counts.availableReplicas === replicas
  );
}

// More new pods, fewer old ones, or more that serve.
function hasMoved(
  { status = {} }: Deployment,
  counts: DeploymentCounts,
): boolean {
  const { replicas = 0, updatedReplicas = 0 } = status;
  const { readyReplicas = 0, availableReplicas = 0 } = status;
  return (
    counts.updatedReplicas > updatedReplicas ||
    counts.replicas - counts.updatedReplicas < replicas - updatedReplicas ||
    counts.readyReplicas > readyReplicas ||
    counts.availableReplicas > availableReplicas
  );
}

function deadlineMs({ spec }: Deployment): number {
  return (spec.progressDeadlineSeconds ?? 600) * 1000;
}
