import { z } from 'zod';

/** States of a pod as the picture shows them, the best first. @public */
export const podStates = [
  'ready',
  'starting',
  'notReady',
  'crashing',
  'noNode',
  'stopping',
] as const;

/** Checks the state of a pod. @public */
export const podStateSchema = z.enum(podStates);

/** State of a pod as the picture shows it. @public */
export type PodState = z.infer<typeof podStateSchema>;

/** Checks the counts of pods by state. @public */
export const podCountsSchema = z.object({
  /** Take requests. */
  ready: z.number(),
  /** Inside their start time. */
  starting: z.number(),
  /** Run and fail their readiness check. */
  notReady: z.number(),
  /** Crash again and again or cannot start. */
  crashing: z.number(),
  /** No node has room. */
  noNode: z.number(),
  /** Are being deleted. */
  stopping: z.number(),
});

/** Number of pods in each state. @public */
export type PodCounts = z.infer<typeof podCountsSchema>;

/** Checks a pod. @public */
export const podFactSchema = z.object({
  /** Name; "pod 1" for readers without the details permission. */
  name: z.string(),
  /** Workload it belongs to, where known. */
  workload: z.string().optional(),
  /** State as drawn. */
  state: podStateSchema,
  /** Zone of its node, where known. */
  zone: z.string().optional(),
  /** Name of its node. */
  node: z.string().optional(),
  /** Cluster it runs in. */
  cluster: z.string(),
  /** Ready containers, "1/1". */
  ready: z.string(),
  /** Restarts in the last 10 min, never the total since birth. */
  recentRestarts: z.number(),
  /** Version of its image, where told. */
  version: z.string().optional(),
  /** ISO time of its creation. */
  createdAt: z.string().optional(),
});

/** One pod of the "Show pods" table. @public */
export type PodFact = z.infer<typeof podFactSchema>;

/** Checks a zone. @public */
export const zoneFactSchema = z.object({
  /** Name of the zone; left out when `placement` is not `zone`. */
  zone: z.string().optional(),
  /** `noNode`: row "No node yet"; `unknown`: nodes cannot be read. */
  placement: z.enum(['zone', 'noNode', 'unknown']),
  /** Marks to draw, by state. */
  counts: podCountsSchema,
  /** Sum of the counts. */
  total: z.number(),
});

/** One row of "Pods by zone". @public */
export type ZoneFact = z.infer<typeof zoneFactSchema>;

/** Checks a rollout. @public */
export const rolloutFactSchema = z.object({
  /** Kind and name: "Deployment visit-tracker-app". */
  workload: z.string(),
  /** `stuck` passed its deadline; `paused` was stopped on purpose. */
  state: z.enum(['complete', 'rolling', 'stuck', 'paused']),
  /** Version that is rolled out, where told. */
  version: z.string().optional(),
  /** Version that it replaces, where told. */
  previousVersion: z.string().optional(),
  /** Pods that are wanted: the number of cells. */
  desired: z.number(),
  /** Pods of the new version, starting ones included. */
  updated: z.number(),
  /** Pods, new or old, that take requests. */
  available: z.number(),
  /** New pods that are not available yet: hatched cells. */
  starting: z.number(),
  /** Pods of the old version: empty cells. */
  old: z.number(),
  /** desired - updated - old, at least 0: dashed cells. */
  missing: z.number(),
  /** ISO time at which the current or last rollout moved last, where told. */
  lastProgressAt: z.string().optional(),
  /** ISO time after which it counts as stuck; left out while no pod is waited for. */
  deadlineAt: z.string().optional(),
});

/** The rollout bar. @public */
export type RolloutFact = z.infer<typeof rolloutFactSchema>;

/** Checks a disruption budget. @public */
export const budgetFactSchema = z.object({
  /** Name of the PodDisruptionBudget. */
  name: z.string(),
  /** Pods that may be taken away now. */
  disruptionsAllowed: z.number(),
  /** Pods that must stay. */
  desiredHealthy: z.number(),
  /** Pods that are well. */
  currentHealthy: z.number(),
});

/** One disruption budget. @public */
export type BudgetFact = z.infer<typeof budgetFactSchema>;

/** Checks the facts of the workload section. @public */
export const workloadFactsSchema = z.object({
  kind: z.literal('workload'),
  /** Pods that are wanted, all app workloads together. */
  desired: z.number(),
  /** Pods that take requests. */
  ready: z.number(),
  /** All pods by state. */
  counts: podCountsSchema,
  /** Rows of the picture: zones by name, then unknown, then noNode. */
  zones: z.array(zoneFactSchema),
  /** One per app workload. */
  rollouts: z.array(rolloutFactSchema),
  /** At most 60, the unwell first. */
  pods: z.array(podFactSchema),
  /** Pods that are not in `pods`. */
  podsOmitted: z.number(),
  /** Disruption budgets. */
  budgets: z.array(budgetFactSchema),
});

/** Facts of the workload section. @public */
export type WorkloadFacts = z.infer<typeof workloadFactsSchema>;
