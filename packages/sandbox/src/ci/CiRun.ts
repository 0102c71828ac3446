import { z } from 'zod';

/** What the CI runner remembers of one build. */
export const ciRunSchema = z.object({
  owner: z.string(),
  name: z.string(),
  number: z.number(),
  sha: z.string(),
  status: z.enum(['queued', 'running', 'passed', 'failed']),
  queuedAt: z.string(),
  startedAt: z.string().optional(),
  finishedAt: z.string().optional(),
  /** What it does now, or what failed. */
  message: z.string().default(''),
});

/** One build of one commit. */
export type CiRun = z.infer<typeof ciRunSchema>;
