import { z } from 'zod';
import { levelHistorySchema } from './history';
import { levelSchema } from './level';
import { linkSchema } from './link';
import { nextStepSchema } from './nextStep';
import { sectionSchema } from './section';

/** Checks the verdict of one cluster. @public */
export const clusterHealthSchema = z.object({
  /** Name of the cluster. */
  name: z.string(),
  /** Its own verdict; `unknown` when it does not answer. */
  level: levelSchema,
  /** ISO time of its newest facts. */
  observedAt: z.string().optional(),
  /** Why it is unknown, with the remedy. */
  problem: z.string().optional(),
  /** Last verdict that was based on fresh facts. */
  lastKnown: z.object({ level: levelSchema, at: z.string() }).optional(),
  /** ISO time of the next try. */
  nextTryAt: z.string().optional(),
});

/** Verdict of one cluster within an environment. @public */
export type ClusterHealth = z.infer<typeof clusterHealthSchema>;

/** Checks the health of an environment. @public */
export const environmentHealthSchema = z.object({
  /** Name from the annotation: "prod"; "default" without one. */
  name: z.string(),
  /** Namespace it stands for; left out when all namespaces are meant. */
  namespace: z.string().optional(),
  /**
   * `absent`: nothing carries the label there; `waiting`: objects exist and
   * the app does not yet ("Waiting for the first build"); `running`: the app
   * is deployed, well or not.
   */
  phase: z.enum(['absent', 'waiting', 'running']),
  /** The verdict. */
  level: levelSchema,
  /** The one cause, or what is well; at most 70 characters when unwell. */
  headline: z.string(),
  /** Who feels it; when well, what more there is to say. */
  effect: z.string().optional(),
  /** What to do; left out when well. */
  nextStep: nextStepSchema.optional(),
  /** Id of the finding that the headline speaks of. */
  rootFinding: z.string().optional(),
  /** ISO time at which the level began. */
  since: z.string().optional(),
  /** Some source is missing: "Partly unknown", or a line under a worse level. */
  partial: z.boolean(),
  /** All facts are old: what was known last. The level is then `unknown`. */
  lastKnown: z.object({ level: levelSchema, at: z.string() }).optional(),
  /** ISO time of the oldest source that the verdict rests on. */
  checkedAt: z.string().optional(),
  /** ISO time of the next try of a source that fails. */
  nextTryAt: z.string().optional(),
  /** One per cluster that is asked for this environment. */
  clusters: z.array(clusterHealthSchema),
  /** Workload, autoscaling, redis, then those of own evaluators. */
  sections: z.array(sectionSchema),
  /** Levels of the last 24 hours. */
  history: levelHistorySchema.optional(),
  /** Places to go on to. */
  links: z.array(linkSchema),
});

/** Health of a service in one environment. @public */
export type EnvironmentHealth = z.infer<typeof environmentHealthSchema>;
