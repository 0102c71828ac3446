import { z } from 'zod';
import { findingLevelSchema } from './level';
import { nextStepSchema } from './nextStep';

/** Checks the subject of a finding. @public */
export const subjectSchema = z.object({
  /** Sort of thing the finding speaks of. */
  kind: z.enum([
    'Pod',
    'Deployment',
    'StatefulSet',
    'HorizontalPodAutoscaler',
    'PodDisruptionBudget',
    'Redis',
    'Cluster',
    'Service',
  ]),
  /** Name of the object, of the Redis instance or of the cluster. */
  name: z.string(),
  /** Cluster it lives in. */
  cluster: z.string().optional(),
  /** Namespace it lives in. */
  namespace: z.string().optional(),
});

/** What a finding speaks of. @public */
export type Subject = z.infer<typeof subjectSchema>;

/** Checks a finding. @public */
export const findingSchema = z.object({
  /** Unique within one environment: code and subject. */
  id: z.string(),
  /** Stable reason code, `section.camelCase`: `pod.unschedulable`. */
  code: z.string(),
  /** Id of the section it belongs to. */
  section: z.string(),
  /** How bad it is; a `note` never moves a verdict. */
  level: findingLevelSchema,
  /** What broke, with the number, at most 70 characters, no final period. */
  cause: z.string(),
  /** Who feels it, one sentence with a period; left out when not known. */
  effect: z.string().optional(),
  /** What to do. */
  nextStep: nextStepSchema,
  /** What it speaks of. */
  subject: subjectSchema,
  /** The same for the "Where" column: "Deployment visit-tracker-app". */
  where: z.string(),
  /** ISO time at which it began, where known. */
  since: z.string().optional(),
  /** ISO time at which a grace ends: until then the level is `progressing`. */
  graceUntil: z.string().optional(),
  /** How many objects share the finding: 2 for "2 of 8 pods". */
  count: z.number(),
  /** Rows of the Evidence fold, in order. Empty when withheld. */
  evidence: z.array(
    z.object({
      /** Label: "Condition", "Scheduler", "Pods". */
      label: z.string(),
      /** Value as text. */
      value: z.string(),
    }),
  ),
  /** Permission that the reader lacks; evidence and names were left out. */
  withheld: z.string().optional(),
  /** Ids of findings that this one explains; they are folded under it. */
  explains: z.array(z.string()),
  /** Id of the finding that explains this one. */
  explainedBy: z.string().optional(),
});

/** One thing worth saying about a service. @public */
export type Finding = z.infer<typeof findingSchema>;
