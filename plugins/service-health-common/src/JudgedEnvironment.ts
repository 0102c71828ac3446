import type { EnvironmentHealth, Section } from './model';
import type { JudgedFinding } from './rules/JudgedFinding';

/** A section whose findings still carry the words without names. @public */
export interface JudgedSection extends Omit<Section, 'findings'> {
  findings: JudgedFinding[];
}

/** An environment before it is written for one reader. @public */
export interface JudgedEnvironment extends Omit<EnvironmentHealth, 'sections'> {
  sections: JudgedSection[];
  /** Headline without names. */
  plainHeadline?: string;
  /** Effect without names. */
  plainEffect?: string;
}
