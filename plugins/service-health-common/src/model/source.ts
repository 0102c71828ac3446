import { z } from 'zod';

/** Checks the state of a source. @public */
export const sourceSchema = z.object({
  /** Unique within one environment: `kubernetes:prod-eu-1`, `redis:visits`. */
  id: z.string(),
  /** Where the facts come from; `readiness` is the app's own answer. */
  kind: z.enum(['kubernetes', 'redis', 'readiness', 'evaluator']),
  /** Name to show: the cluster's or the instance's. */
  title: z.string(),
  /** `stale` has old facts, `absent` is not configured. */
  status: z.enum(['ok', 'stale', 'error', 'forbidden', 'absent']),
  /** ISO time of the newest facts. */
  observedAt: z.string().optional(),
  /** Why it is not `ok`, one plain sentence with the remedy. */
  reason: z.string().optional(),
  /** ISO time of the next try, where one is due. */
  nextTryAt: z.string().optional(),
});

/** Freshness of one source of facts. @public */
export type Source = z.infer<typeof sourceSchema>;
