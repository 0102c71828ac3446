import { z } from 'zod';
import { autoscalingFactsSchema } from './autoscalingFacts';
import { findingSchema } from './finding';
import { levelSchema } from './level';
import { redisFactsSchema } from './redisFacts';
import { sourceSchema } from './source';
import { workloadFactsSchema } from './workloadFacts';

/** Checks a section. @public */
export const sectionSchema = z.object({
  /** `workload`, `autoscaling`, `redis`, or the id of an own evaluator. */
  id: z.string(),
  /** Heading to show: "Workload". */
  title: z.string(),
  /** Worst of its findings. */
  level: levelSchema,
  /** One sentence: "6 of 8 pods ready, 2 wait for a node." */
  summary: z.string(),
  /** The worst first; folded ones too (see `explainedBy`). */
  findings: z.array(findingSchema),
  /** Where its facts come from. */
  sources: z.array(sourceSchema),
  /** Data of its pictures; left out when there is nothing to draw. */
  facts: z
    .discriminatedUnion('kind', [
      workloadFactsSchema,
      autoscalingFactsSchema,
      redisFactsSchema,
    ])
    .optional(),
});

/** One part of a service: its level, findings and pictures. @public */
export type Section = z.infer<typeof sectionSchema>;
