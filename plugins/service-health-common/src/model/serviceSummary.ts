import { z } from 'zod';
import { levelSchema } from './level';

/** Hours of the past that a summary shows. @public */
export const summaryHours = 24;

/** Checks a summary. @public */
export const serviceSummarySchema = z.object({
  /** Entity it speaks of: `component:default/visit-tracker`. */
  entityRef: z.string(),
  /** Title of the entity, or its name. */
  name: z.string(),
  /** Name of the environment that the verdict speaks of. */
  environment: z.string(),
  /** The verdict. */
  level: levelSchema,
  /** Some cluster answers and some does not: "Partly unknown", or worse. */
  partial: z.boolean(),
  /** The one cause, or what is well. */
  headline: z.string(),
  /** ISO time at which the level began, where known. */
  since: z.string().optional(),
  /** All facts are old: what was known last. The level is then `unknown`. */
  lastKnown: z.object({ level: levelSchema, at: z.string() }).optional(),
  /** ISO time of the oldest source that the verdict rests on. */
  checkedAt: z.string().optional(),
  /**
   * Worst level of each hour by the clock, the oldest first, the hour under
   * way last. Left out when there is no history.
   */
  hours: z.array(levelSchema).length(summaryHours).optional(),
});

/** The verdict of one service in one line. @public */
export type ServiceSummary = z.infer<typeof serviceSummarySchema>;
