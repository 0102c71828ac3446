import { z } from 'zod';

/** Checks a link. @public */
export const linkSchema = z.object({
  /**
   * What the link leads to. `open` is the service's own public address,
   * `ci` the runs of its build.
   */
  rel: z.enum(['open', 'argocd', 'ci', 'logs', 'runbook', 'dashboard', 'docs']),
  /** Words to show, for example "Open visit-tracker". */
  title: z.string(),
  /** Absolute http or https address, or a path of the portal. */
  href: z.string(),
});

/** A place to go on to. @public */
export type Link = z.infer<typeof linkSchema>;
