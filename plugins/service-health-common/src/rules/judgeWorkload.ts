import type { ConditionRecord, PodRecord, WorkloadRecord } from '../records';
import { countPods } from './countPods';
import { createFinding } from './createFinding';
import { formatMinutes } from './formatMinutes';
import type { JudgedFinding } from './JudgedFinding';
import type { RuleContext } from './RuleContext';
import { sectionOf } from './sectionOf';
import { shortVersion } from './shortVersion';
import { WorkloadState, workloadState } from './workloadState';

const noReadyGraceMs = 30_000;
const mismatchGraceMs = 600_000;
const stuckMs = 300_000;
// The controller tries again after at most 16 min 40 s.
const refusalMs = 1_200_000;

/** Replica counts and rollouts. @public */
export function judgeWorkload(
  context: RuleContext,
  workload: WorkloadRecord,
): JudgedFinding[] {
  const state = workloadState(workload);
  if (workload.desired === 0) {
    return [judgeSuspended(context, workload)];
  }
  return [
    judgeRefusal(context, workload),
    judgeStuck(context, workload, state),
    judgeRolling(context, workload, state),
    judgeNoReady(context, workload, state),
    judgeShort(context, workload, state),
  ].flatMap(finding => finding ?? []);
}

function base(context: RuleContext, workload: WorkloadRecord) {
  const { cluster } = context.cluster;
  const { kind, name, namespace } = workload;
  return {
    now: context.now,
    section: sectionOf(workload),
    subject: { kind, name, cluster, namespace },
    workload: `${kind}/${name}`,
    command: `kubectl --context ${cluster} -n ${namespace} describe ${kind.toLowerCase()} ${name}`,
  };
}

function judgeSuspended(
  context: RuleContext,
  workload: WorkloadRecord,
): JudgedFinding {
  return createFinding({
    ...base(context, workload),
    code: 'workload.suspended',
    level: 'suspended',
    cause: 'Scaled to 0 by its owner',
    effect: 'Not counted as a fault.',
    next: 'Scale it up when it is needed.',
    command: undefined,
    evidence: { 'Wanted pods': 0 },
  });
}

function judgeRefusal(context: RuleContext, workload: WorkloadRecord) {
  const failure =
    workload.conditions.find(isRefusal) ?? setRefusal(context, workload);
  if (!failure) {
    return undefined;
  }
  const message = failure.message ?? '';
  const quota = /exceeded quota: ([^,]+)/.exec(message);
  const resource =
    /(?:limited|requested): (?:requests\.|limits\.)?(memory|cpu|pods)/.exec(
      message,
    );
  const reason = quota
    ? `${resource?.[1] ?? 'the'} quota is used up`
    : refusalOf(message);
  return createFinding({
    ...base(context, workload),
    code: 'workload.quotaOrAdmissionBlocked',
    level: 'degraded',
    cause: `The cluster refuses new pods: ${reason}`,
    effect: 'No pod can be replaced.',
    next: quota
      ? 'Raise the quota or lower the request.'
      : 'Read the refusal in the evidence and correct the pod template.',
    since: failure.since,
    evidence: {
      [failure.type === 'Event' ? 'Event' : 'Condition']: `${
        failure.type === 'Event' ? '' : 'ReplicaFailure=True, '
      }${failure.reason}`,
      Message: message,
    },
  });
}

function isRefusal({ type, status }: ConditionRecord): boolean {
  return type === 'ReplicaFailure' && status === 'True';
}

/** A StatefulSet tells only by events that its pods are refused. */
function setRefusal(
  { cluster, now }: RuleContext,
  { kind, name, current, desired }: WorkloadRecord,
): ConditionRecord | undefined {
  const event = cluster.events?.get(`${kind}/${name}`);
  return event &&
    kind === 'StatefulSet' &&
    current < desired &&
    event.reason === 'FailedCreate' &&
    now - event.at < refusalMs
    ? {
        type: 'Event',
        status: 'True',
        reason: event.reason,
        message: event.message,
        since: event.at,
      }
    : undefined;
}

function refusalOf(message: string): string {
  if (/violates PodSecurity/.test(message)) {
    return 'they break its pod security rules';
  }
  return /admission webhook/.test(message)
    ? 'an admission check says no'
    : 'they are not allowed';
}

function judgeStuck(
  context: RuleContext,
  workload: WorkloadRecord,
  state: WorkloadState,
) {
  return state.stuck
    ? createFinding({
        ...base(context, workload),
        code: 'workload.rolloutStuck',
        level: 'degraded',
        cause: `Rollout${ofVersion(workload)} stopped at ${
          workload.updated
        } of ${countPods(workload.desired)}`,
        plainCause: `Rollout stopped at ${workload.updated} of ${countPods(
          workload.desired,
        )}`,
        effect:
          workload.available > 0
            ? `${countPods(workload.available, workload.desired)} still serve.`
            : undefined,
        next: 'Look at the new pods, or roll back.',
        since: state.progressAt,
        evidence: {
          Condition: 'Progressing=False, ProgressDeadlineExceeded',
          Updated: `${workload.updated} of ${workload.desired}`,
        },
      })
    : undefined;
}

function judgeRolling(
  context: RuleContext,
  workload: WorkloadRecord,
  state: WorkloadState,
) {
  if (!state.rolling) {
    return undefined;
  }
  const progress = `${state.updated} of ${countPods(workload.desired)}`;
  const updated = `${state.updated} of ${workload.desired}`;
  if (workload.paused) {
    return createFinding({
      ...base(context, workload),
      code: 'workload.rolloutPaused',
      level: 'suspended',
      cause: `Rollout${ofVersion(workload)} is paused at ${progress}`,
      plainCause: 'The rollout is paused',
      evidence: { Updated: updated },
      next: 'Resume the rollout when you are ready.',
      command: `kubectl --context ${context.cluster.cluster} -n ${
        workload.namespace
      } rollout resume ${workload.kind.toLowerCase()} ${workload.name}`,
    });
  }
  const left =
    state.deadlineAt === undefined ? undefined : state.deadlineAt - context.now;
  const late = left !== undefined && left <= 0;
  return createFinding({
    ...base(context, workload),
    code: 'workload.rollingOut',
    level: late && workload.kind === 'StatefulSet' ? 'warning' : 'progressing',
    cause: `Rolling out${ofVersion(workload, ' ')}: ${progress} updated`,
    plainCause: `Rolling out: ${progress} updated`,
    effect:
      left === undefined || late
        ? undefined
        : `${formatMinutes(left)} left, then it counts as stuck.`,
    next: late ? 'Look at the newest pod.' : 'Nothing to do.',
    command: late ? base(context, workload).command : undefined,
    since: state.progressAt,
    evidence: {
      Updated: updated,
      Available: `${workload.available} of ${workload.desired}`,
    },
  });
}

function judgeNoReady(
  context: RuleContext,
  workload: WorkloadRecord,
  state: WorkloadState,
) {
  if (workload.ready > 0) {
    return undefined;
  }
  // A first start is no outage as long as nothing is wrong with its pods.
  const calm = state.rolling && state.first && !hasTrouble(context, workload);
  const since = workload.shortSince ?? unavailableSince(workload);
  return createFinding({
    ...base(context, workload),
    code: 'workload.noReadyReplicas',
    level: 'down',
    cause: `0 of ${countPods(workload.desired)} ready`,
    effect:
      sectionOf(workload) === 'redis'
        ? 'Nobody can reach Redis.'
        : `Nobody can use ${context.service}.`,
    next: 'Look at why the newest pod is not ready.',
    since,
    graceMs: calm
      ? Math.max(noReadyGraceMs, (state.deadlineAt ?? 0) - since)
      : noReadyGraceMs,
    count: workload.desired,
    evidence: { Ready: `0 of ${workload.desired}` },
  });
}

function judgeShort(
  context: RuleContext,
  workload: WorkloadRecord,
  state: WorkloadState,
) {
  const missing = workload.desired - workload.available;
  if (workload.ready === 0 || missing <= 0 || (state.rolling && !state.stuck)) {
    return undefined;
  }
  return createFinding({
    ...base(context, workload),
    code: 'workload.replicasMismatch',
    level: 'degraded',
    cause: `${workload.available} of ${countPods(workload.desired)} available`,
    effect: 'Less room for load.',
    next: `Open the ${missing} missing ${missing === 1 ? 'pod' : 'pods'}.`,
    since: workload.shortSince ?? unavailableSince(workload),
    graceMs: mismatchGraceMs,
    count: missing,
    evidence: { Available: `${workload.available} of ${workload.desired}` },
  });
}

/** Pods are refused, wait with a reason, or should have been ready by now. */
function hasTrouble(context: RuleContext, workload: WorkloadRecord): boolean {
  const refused = workload.conditions.some(isRefusal);
  const late = ({ startedAt, createdAt, probeWindowMs }: PodRecord) =>
    startedAt === undefined
      ? context.now - createdAt > stuckMs
      : context.now - startedAt > Math.max(60_000, probeWindowMs);
  return (
    refused ||
    context.cluster.pods.some(
      pod =>
        pod.workload === `${workload.kind}/${workload.name}` &&
        (pod.unschedulable !== undefined ||
          pod.trouble.some(({ waiting }) => waiting !== undefined) ||
          late(pod)),
    )
  );
}

function unavailableSince(workload: WorkloadRecord): number {
  const available = workload.conditions.find(
    ({ type, status }) => type === 'Available' && status === 'False',
  );
  return available?.since ?? workload.createdAt;
}

function ofVersion(workload: WorkloadRecord, before = ' of '): string {
  return workload.version ? `${before}${shortVersion(workload.version)}` : '';
}
