import type { FindingLevel, NextStep, Subject } from '../model';
import type { JudgedFinding } from './JudgedFinding';
import { readMoreOf } from './reasons';

/** What {@link createFinding} is given. @public */
export interface FindingOptions
  extends Partial<Omit<JudgedFinding, 'since' | 'nextStep' | 'evidence'>> {
  code: string;
  section: string;
  level: FindingLevel;
  cause: string;
  subject: Subject;
  /** In ms since 1970. */
  since?: number;
  /** What to do. */
  next: string;
  command?: string;
  /** Rows; undefined values are left out. */
  evidence?: Record<string, string | number | undefined>;
  /** How long the finding must last before it counts, in ms. */
  graceMs?: number;
  now: number;
}

/** Makes a finding; inside its grace it is `progressing`. @public */
export function createFinding(options: FindingOptions): JudgedFinding {
  const { next, command, evidence, graceMs, now, since, ...rest } = options;
  const { code, subject } = rest;
  const graceEnd = graceMs === undefined ? undefined : (since ?? now) + graceMs;
  const inGrace = graceEnd !== undefined && now < graceEnd;
  return {
    id: [code, subject.cluster, subject.namespace, subject.name]
      .filter(part => part !== undefined)
      .join('/'),
    where: describeSubject(subject),
    count: 1,
    explains: [],
    ...rest,
    level: inGrace && rest.level !== 'note' ? 'progressing' : rest.level,
    nextStep: buildNextStep(code, { text: next, command }),
    since: since === undefined ? undefined : new Date(since).toISOString(),
    graceUntil:
      inGrace && graceEnd !== undefined
        ? new Date(graceEnd).toISOString()
        : undefined,
    evidence: [
      { label: 'Code', value: code },
      ...Object.entries(evidence ?? {}).flatMap(([label, value]) =>
        value === undefined ? [] : [{ label, value: String(value) }],
      ),
    ],
  };
}

function buildNextStep(
  code: string,
  { text, command }: { text: string; command: string | undefined },
): NextStep {
  // Where there is nothing to do, there is nothing to read either.
  const href = text.startsWith('Nothing') ? undefined : readMoreOf(code);
  return {
    text,
    ...(command === undefined ? {} : { command }),
    ...(href === undefined
      ? {}
      : { link: { rel: 'docs', title: 'Read more', href } }),
  };
}

function describeSubject({ kind, name }: Subject): string {
  const words: Partial<Record<Subject['kind'], string>> = {
    HorizontalPodAutoscaler: 'Autoscaler',
    PodDisruptionBudget: 'Budget',
  };
  return `${words[kind] ?? kind} ${name}`;
}
