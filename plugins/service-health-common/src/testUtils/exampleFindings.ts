import type { Finding } from '../model';
import { minutesAgo } from './exampleParts';

/** Two pods without a node; explains the missing pods. */
export const unschedulable: Finding = {
  id: 'pod.unschedulable/prod-eu-1/visit-tracker-app',
  code: 'pod.unschedulable',
  section: 'workload',
  level: 'degraded',
  cause: '2 of 8 pods cannot start: no node has 512 MiB of memory free',
  effect: 'The other 6 pods run at 91% CPU (target 70%).',
  nextStep: {
    text: 'Add a node, or lower the memory request.',
    command:
      'kubectl --context prod-eu-1 -n visits-prod describe pod visit-tracker-app-6c9f8d7b5-4xk2m',
  },
  subject: {
    kind: 'Deployment',
    name: 'visit-tracker-app',
    cluster: 'prod-eu-1',
    namespace: 'visits-prod',
  },
  where: 'Deployment visit-tracker-app',
  since: minutesAgo(12),
  count: 2,
  evidence: [
    { label: 'Condition', value: 'PodScheduled=False, Unschedulable' },
    {
      label: 'Scheduler',
      value: '0/6 nodes are available: 6 Insufficient memory.',
    },
    {
      label: 'Pods',
      value:
        'visit-tracker-app-6c9f8d7b5-4xk2m, visit-tracker-app-6c9f8d7b5-9wq7d',
    },
  ],
  explains: ['workload.replicasMismatch/prod-eu-1/visit-tracker-app'],
};

/** The symptom of the former. */
export const replicasMismatch: Finding = {
  id: 'workload.replicasMismatch/prod-eu-1/visit-tracker-app',
  code: 'workload.replicasMismatch',
  section: 'workload',
  level: 'degraded',
  cause: '6 of 8 pods available',
  effect: 'Less room for load.',
  nextStep: { text: 'Open the 2 missing pods.' },
  subject: unschedulable.subject,
  where: 'Deployment visit-tracker-app',
  since: minutesAgo(2),
  count: 2,
  evidence: [{ label: 'Available', value: '6 of 8' }],
  explains: [],
  explainedBy: unschedulable.id,
};

/** A budget that lets no pod go for now. */
export const drainsBlocked: Finding = {
  id: 'budget.blocksDrains/prod-eu-1/visit-tracker-app',
  code: 'budget.blocksDrains',
  section: 'workload',
  level: 'note',
  cause: 'Node drains are blocked until a 7th pod runs',
  nextStep: { text: 'Nothing: it ends when the 2 pods start.' },
  subject: {
    kind: 'PodDisruptionBudget',
    name: 'visit-tracker-app',
    cluster: 'prod-eu-1',
    namespace: 'visits-prod',
  },
  where: 'Budget visit-tracker-app',
  since: minutesAgo(12),
  count: 1,
  evidence: [{ label: 'Disruptions allowed', value: '0' }],
  explains: [],
};

/** Fullest node over its threshold. */
export const redisMemory: Finding = {
  id: 'redis.memory/visits',
  code: 'redis.memory',
  section: 'redis',
  level: 'warning',
  cause: 'Redis memory is 84% full on redis-1',
  effect: 'At 100% Redis drops its oldest keys.',
  nextStep: {
    text: 'Look for big keys on its replica, or raise maxmemory.',
    command: 'redis-cli -h redis-4 --bigkeys',
  },
  subject: { kind: 'Redis', name: 'visits' },
  where: 'Redis visits',
  since: minutesAgo(9),
  count: 1,
  evidence: [
    { label: 'Used', value: '1.68 of 2 GiB' },
    { label: 'Policy', value: 'allkeys-lru' },
  ],
  explains: [],
};

/** A slot range that nobody serves; explains that no pod is ready. */
export const clusterDown: Finding = {
  id: 'redis.clusterDown/visits',
  code: 'redis.clusterDown',
  section: 'redis',
  level: 'down',
  cause: 'Redis lost redis-1 and its only replica redis-4',
  effect: 'Redis refuses every command, so no pod is ready.',
  nextStep: {
    text: 'Bring redis-1 or redis-4 back. First see why they stopped:',
    command:
      'kubectl --context prod-eu-1 -n visits-prod describe pod redis-1 redis-4',
  },
  subject: { kind: 'Redis', name: 'visits' },
  where: 'Redis visits, slots 5461–10922',
  since: minutesAgo(4),
  count: 1,
  evidence: [
    { label: 'cluster_state', value: 'fail' },
    { label: 'Slots served', value: '10922 of 16384' },
  ],
  explains: ['workload.noReadyReplicas/prod-eu-1/visit-tracker-app'],
};

/** The symptom of the former. */
export const noReadyReplicas: Finding = {
  id: 'workload.noReadyReplicas/prod-eu-1/visit-tracker-app',
  code: 'workload.noReadyReplicas',
  section: 'workload',
  level: 'down',
  cause: '0 of 8 pods ready',
  effect: 'Nobody can use visit-tracker.',
  nextStep: { text: 'Look at why the newest pod is not ready.' },
  subject: unschedulable.subject,
  where: 'Deployment visit-tracker-app',
  since: minutesAgo(3),
  count: 8,
  evidence: [{ label: 'Ready', value: '0 of 8' }],
  explains: [],
  explainedBy: clusterDown.id,
};

/** A rollout inside its deadline. */
export const rollingOut: Finding = {
  id: 'workload.rollingOut/prod-eu-1/visit-tracker-app',
  code: 'workload.rollingOut',
  section: 'workload',
  level: 'progressing',
  cause: 'Rolling out 1.14.2: 2 of 5 pods updated',
  effect: '7 min left, then it counts as stuck.',
  nextStep: { text: 'Nothing to do.' },
  subject: unschedulable.subject,
  where: 'Deployment visit-tracker-app',
  since: minutesAgo(3),
  graceUntil: minutesAgo(-7),
  count: 1,
  evidence: [{ label: 'Updated', value: '2 of 5' }],
  explains: [],
};
