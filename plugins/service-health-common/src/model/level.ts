import { z } from 'zod';

/**
 * Every level, the worst first. `unknown` stands below `progressing`, so it
 * never hides a worse level, and above `healthy`, so it never shows green.
 * `suspended` is neutral: it decides only when nothing else speaks.
 *
 * @public
 */
export const levels = [
  'down',
  'degraded',
  'warning',
  'progressing',
  'unknown',
  'healthy',
  'suspended',
] as const;

/** Checks a level. @public */
export const levelSchema = z.enum(levels);

/** How well a service, a section or a cluster is. @public */
export type Level = z.infer<typeof levelSchema>;

/** Checks the rank of a finding. @public */
export const findingLevelSchema = z.enum([...levels, 'note']);

/**
 * Rank of one finding. A `note` is worth knowing in the tab and never moves
 * a verdict.
 *
 * @public
 */
export type FindingLevel = z.infer<typeof findingLevelSchema>;
