import { z } from 'zod';
import { serviceSummarySchema } from './serviceSummary';

/** Checks a roll-up. @public */
export const healthRollupSchema = z.object({
  /** Team, system or domain it speaks of: `group:default/visits`. */
  entityRef: z.string(),
  /** Services with a verdict, by name. */
  services: z.array(serviceSummarySchema),
  /** How many services have no verdict because no cluster is linked. */
  notSetUp: z.number(),
  /** How many services the reader may see, but not their health. */
  forbidden: z.number(),
  /** How many services are left out because there are too many. */
  omitted: z.number(),
  /** ISO time of this answer; not part of the ETag. */
  generatedAt: z.string(),
});

/** How all services of a team, a system or a domain are. @public */
export type HealthRollup = z.infer<typeof healthRollupSchema>;
