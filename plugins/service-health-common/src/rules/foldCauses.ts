import { compareLevels } from '../model';
import type { JudgedFinding } from './JudgedFinding';

interface Fold {
  cause: (finding: JudgedFinding) => boolean;
  symptom: (finding: JudgedFinding) => boolean;
  /** What both must share; everything when left out. */
  share?: 'workload' | 'pods' | 'cluster';
}

const podCauses = new Set([
  'pod.crashLoop',
  'pod.outOfMemoryLoop',
  'pod.imagePull',
  'pod.containerConfig',
  'pod.unschedulable',
  'pod.stuckCreating',
  'pod.readinessFailing',
]);
const workloadSymptoms = new Set([
  'workload.noReadyReplicas',
  'workload.replicasMismatch',
  'workload.rolloutStuck',
  'workload.rollingOut',
]);
const redisSymptoms = new Set([
  'redis.noReply',
  'redis.clusterDown',
  'redis.nodeLost',
  'redis.replicaLink',
  'redis.slotsSuspected',
  'redis.replicasMissing',
]);

/**
 * Which findings explain which, the deepest cause first. A symptom that its
 * cause has not outgrown (the cause still in its grace) stays on its own
 * level: folding never changes a level.
 */
const folds: Fold[] = [
  {
    cause: ({ code }) => code === 'cluster.nodeNotReady',
    symptom: ({ code }) => podCauses.has(code),
    share: 'pods',
  },
  {
    cause: ({ code }) => code === 'cluster.nodeNotReady',
    symptom: ({ code }) => code === 'pod.stuckTerminating',
    share: 'pods',
  },
  {
    cause: ({ code }) => podCauses.has(code),
    symptom: ({ code }) => workloadSymptoms.has(code),
    share: 'workload',
  },
  {
    cause: ({ code }) => code === 'workload.quotaOrAdmissionBlocked',
    symptom: ({ code }) => workloadSymptoms.has(code),
    share: 'workload',
  },
  {
    cause: ({ code }) => podCauses.has(code),
    symptom: ({ code }) =>
      code === 'pod.restarts' || code === 'pod.outOfMemory',
    share: 'pods',
  },
  {
    cause: ({ code }) => workloadSymptoms.has(code) || podCauses.has(code),
    symptom: ({ code }) =>
      code === 'budget.insufficient' || code === 'budget.blocksDrains',
    share: 'cluster',
  },
  {
    cause: ({ code, section, level }) =>
      section === 'redis' &&
      !redisSymptoms.has(code) &&
      (podCauses.has(code) ||
        code === 'workload.noReadyReplicas' ||
        code === 'workload.suspended') &&
      level !== 'note',
    symptom: ({ code }) => redisSymptoms.has(code),
  },
  {
    cause: ({ code, level }) =>
      (redisSymptoms.has(code) ||
        code === 'redis.loading' ||
        code === 'redis.refusesCommands') &&
      (level === 'down' || level === 'degraded'),
    symptom: ({ code, section }) =>
      section === 'workload' &&
      (code === 'pod.readinessFailing' ||
        code === 'workload.noReadyReplicas' ||
        code === 'workload.replicasMismatch'),
  },
  {
    cause: ({ code }) =>
      code === 'redis.clusterDown' || code === 'redis.noReply',
    symptom: ({ code }) =>
      [
        'redis.nodeLost',
        'redis.errorCLUSTERDOWN',
        'redis.replicaLink',
      ].includes(code),
  },
  {
    cause: ({ code }) => code === 'cluster.metricsUnavailable',
    symptom: ({ code }) => code === 'hpa.blind',
    share: 'cluster',
  },
  {
    cause: ({ code }) => code === 'workload.rollingOut',
    symptom: ({ code, level }) =>
      (code === 'hpa.blind' || code === 'hpa.partlyBlind') &&
      (level === 'progressing' || level === 'note'),
    share: 'cluster',
  },
];

/** Folds what a cause explains under it. @public */
export function foldCauses(findings: JudgedFinding[]): JudgedFinding[] {
  const explainedBy = new Map<string, string>();
  for (const fold of folds) {
    for (const symptom of findings.filter(fold.symptom)) {
      const cause = findings.find(
        one =>
          one !== symptom &&
          fold.cause(one) &&
          shares(fold, one, symptom) &&
          !isOutgrown(one, symptom),
      );
      if (
        cause &&
        !explainedBy.has(symptom.id) &&
        !leadsTo(explainedBy, cause.id, symptom.id)
      ) {
        explainedBy.set(symptom.id, cause.id);
      }
    }
  }
  const roots = new Map(
    [...explainedBy.keys()].map(id => [id, rootOf(explainedBy, id)]),
  );
  return findings.map(finding => ({
    ...finding,
    explainedBy: roots.get(finding.id),
    explains: [...roots]
      .filter(([, root]) => root === finding.id)
      .map(([id]) => id),
  }));
}

/** What only takes its time, such as a rollout, is no excuse for worse. */
function isOutgrown(cause: JudgedFinding, symptom: JudgedFinding): boolean {
  return (
    cause.level === 'progressing' &&
    cause.graceUntil === undefined &&
    compareLevels(symptom.level, cause.level) < 0
  );
}

function shares(
  { share }: Fold,
  cause: JudgedFinding,
  symptom: JudgedFinding,
): boolean {
  if (share === 'pods') {
    return symptom.pods?.some(pod => cause.pods?.includes(pod)) ?? false;
  }
  if (share === 'workload') {
    return (
      cause.workload !== undefined &&
      cause.workload === symptom.workload &&
      sameCluster(cause, symptom)
    );
  }
  return share === undefined || sameCluster(cause, symptom);
}

function sameCluster(a: JudgedFinding, b: JudgedFinding): boolean {
  return a.subject.cluster === b.subject.cluster;
}

function rootOf(explainedBy: Map<string, string>, id: string): string {
  const cause = explainedBy.get(id);
  return cause === undefined ? id : rootOf(explainedBy, cause);
}

function leadsTo(
  explainedBy: Map<string, string>,
  from: string,
  to: string,
): boolean {
  return rootOf(explainedBy, from) === to;
}
