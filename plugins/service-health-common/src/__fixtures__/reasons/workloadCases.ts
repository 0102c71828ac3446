import type { WorkloadRecord } from '../../records';
import { ago, budget, condition, pod, workload } from '../records';
import type { Given, ReasonCase } from './ReasonCase';

const healthy: Given = {};
const withWorkload = (some: Partial<WorkloadRecord>): Given => ({
  cluster: { workloads: [workload(some)] },
});
const short = (seconds: number, some: Partial<WorkloadRecord> = {}) =>
  withWorkload({
    ready: 1,
    available: 1,
    shortSince: ago(seconds),
    conditions: [condition('Progressing', 'True', 'NewReplicaSetAvailable')],
    ...some,
  });
const rolling = (some: Partial<WorkloadRecord> = {}, seconds = 60) =>
  withWorkload({
    updated: 1,
    conditions: [
      condition('Available', 'True', 'MinimumReplicasAvailable'),
      condition('Progressing', 'True', 'ReplicaSetUpdated', {
        updatedAt: ago(seconds),
      }),
    ],
    ...some,
  });
const refused: Given = short(60, {
  conditions: [
    condition('ReplicaFailure', 'True', 'FailedCreate', {
      message: 'exceeded quota: small, requested: memory=1Gi',
    }),
  ],
});
const together = [pod(), pod({ name: 'b' })];
const budgets = (some: Parameters<typeof budget>[0]): Given => ({
  cluster: { budgets: [budget(some)] },
});
const uncounted = budgets({
  disruptionsAllowed: 0,
  desiredHealthy: 0,
  currentHealthy: 0,
  expectedPods: 0,
});

/** Of workloads, rollouts and disruption budgets. */
export const workloadCases: Record<string, ReasonCase> = {
  'workload.noReadyReplicas': {
    level: 'down',
    healthy,
    faulty: short(60, { ready: 0, available: 0 }),
    unclear: short(10, { ready: 0, available: 0 }),
  },
  'workload.replicasMismatch': {
    level: 'degraded',
    healthy,
    faulty: short(700),
    unclear: short(60),
  },
  'workload.rolloutStuck': {
    level: 'degraded',
    healthy,
    faulty: withWorkload({
      updated: 1,
      conditions: [
        condition('Progressing', 'False', 'ProgressDeadlineExceeded'),
      ],
    }),
    unclear: rolling(),
  },
  'workload.quotaOrAdmissionBlocked': {
    level: 'degraded',
    healthy,
    faulty: refused,
    unclear: short(60),
  },
  'workload.rollingOut': {
    level: 'progressing',
    healthy,
    faulty: rolling(),
    unclear: withWorkload({ conditions: [] }),
  },
  'workload.rolloutPaused': {
    level: 'suspended',
    healthy,
    faulty: rolling({ paused: true }),
    unclear: withWorkload({ paused: true }),
  },
  'workload.suspended': {
    level: 'suspended',
    healthy,
    faulty: withWorkload({ desired: 0, updated: 0, ready: 0, available: 0 }),
    unclear: rolling({ observedGeneration: 0 }),
  },
  'workload.noSpread': {
    level: 'warning',
    healthy,
    faulty: { cluster: { pods: together } },
    unclear: { cluster: { pods: together, nodes: new Map() } },
  },
  'budget.insufficient': {
    level: 'warning',
    healthy: budgets({}),
    faulty: budgets({
      disruptionsAllowed: 0,
      desiredHealthy: 2,
      currentHealthy: 1,
    }),
    unclear: uncounted,
  },
  'budget.blocksDrains': {
    level: 'note',
    healthy: budgets({}),
    faulty: budgets({ disruptionsAllowed: 0, desiredHealthy: 2 }),
    unclear: uncounted,
  },
};
