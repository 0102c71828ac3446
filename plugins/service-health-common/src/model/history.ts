import { z } from 'zod';
import { levelSchema } from './level';

/** Checks a span. @public */
export const levelSpanSchema = z.object({
  level: levelSchema,
  /** ISO time at which it began. */
  from: z.string(),
  /** ISO time at which it ended; the last one ends at `to` of the history. */
  to: z.string(),
});

/** A time during which the level stayed the same. @public */
export type LevelSpan = z.infer<typeof levelSpanSchema>;

/** Checks a history. @public */
export const levelHistorySchema = z.object({
  /** ISO time of the left edge, at most 24 h ago. */
  from: z.string(),
  /** ISO time of the right edge. */
  to: z.string(),
  /** The verdict, the oldest first. Gaps are times nobody looked: unknown. */
  verdict: z.array(levelSpanSchema),
  /** The same per section id. */
  sections: z.record(z.string(), z.array(levelSpanSchema)),
  /** Changes of the verdict, the newest first, at most 20. */
  changes: z.array(
    z.object({
      /** ISO time. */
      at: z.string(),
      /** New level. */
      level: levelSchema,
      /** The headline of that time. */
      headline: z.string(),
    }),
  ),
});

/** Levels of the last 24 hours. @public */
export type LevelHistory = z.infer<typeof levelHistorySchema>;
