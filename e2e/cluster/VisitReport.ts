import { z } from 'zod';

const schema = z.object({
  /** Visits that were answered 200. */
  acknowledged: z.number(),
  /** By how much the service's own count rose. */
  counted: z.number(),
  /** Requests sent; more than acknowledged by those that failed and were sent again. */
  attempts: z.number(),
  /** How many attempts failed, by reason. */
  failures: z.record(z.string(), z.number()),
  /** Visits that were given up, so that nobody knows whether they count. */
  unresolved: z.number(),
  /** Longest time without any acknowledgement. */
  longestGapMs: z.number(),
  p50Ms: z.number().nullable(),
  p99Ms: z.number().nullable(),
});

/** What the visitors say at their end. */
export type VisitReport = z.infer<typeof schema>;

/** Reads the line that `visitor.mjs` ends with. */
export function parseVisitReport(said: unknown): VisitReport {
  return schema.parse(said);
}
