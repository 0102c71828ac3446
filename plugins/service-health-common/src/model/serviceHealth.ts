import { z } from 'zod';
import { environmentHealthSchema } from './environmentHealth';
import { levelSchema } from './level';
import { linkSchema } from './link';
import { nextStepSchema } from './nextStep';

/** Checks the health of a service. @public */
export const serviceHealthSchema = z.object({
  /** Entity it speaks of: `component:default/visit-tracker`. */
  entityRef: z.string(),
  /**
   * `ok`, or why there is nothing to judge: `notSetUp` has no annotation,
   * `notAllowed` names an id that the entity may not use.
   */
  setup: z.discriminatedUnion('state', [
    z.object({ state: z.literal('ok') }),
    z.object({
      state: z.enum(['notSetUp', 'notAllowed']),
      /** What is missing or wrong, one sentence. */
      reason: z.string(),
      /** Annotation to set. */
      annotation: z.string(),
      /** Value to set it to. */
      value: z.string(),
    }),
  ]),
  /** Level of the environment that the verdict speaks of. */
  level: levelSchema,
  /** Name of that environment; left out when not set up. */
  environment: z.string().optional(),
  /** Its headline. */
  headline: z.string(),
  /** Its effect. */
  effect: z.string().optional(),
  /** Its next step. */
  nextStep: nextStepSchema.optional(),
  /** ISO time at which its level began. */
  since: z.string().optional(),
  /** Some source of that environment is missing. */
  partial: z.boolean(),
  /** All environments, in the order in which they are configured. */
  environments: z.array(environmentHealthSchema),
  /** Links that hold for all environments. */
  links: z.array(linkSchema),
  /** Permission that the reader lacks; names and evidence were left out. */
  withheld: z.string().optional(),
  /** ISO time of this answer; not part of the ETag. */
  generatedAt: z.string(),
});

/** The answer to "is my service all right, and if not, why?" @public */
export type ServiceHealth = z.infer<typeof serviceHealthSchema>;
