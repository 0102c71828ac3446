import { z } from 'zod';
import { linkSchema } from './link';

/** Checks a next step. @public */
export const nextStepSchema = z.object({
  /** One verb first, ends with a period: "Check the tag and the pull secret." */
  text: z.string(),
  /**
   * A `kubectl` or `redis-cli` line to copy. Left out for readers without
   * `service-health.details.read` when it holds names.
   */
  command: z.string().optional(),
  /** Where to read on. */
  link: linkSchema.optional(),
});

/** What the reader does next. @public */
export type NextStep = z.infer<typeof nextStepSchema>;
