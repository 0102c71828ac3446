import type { FindingLevel } from '../../model';
import type { RuleCase } from '../judge';

/** What a rule is shown. */
export type Given = Omit<RuleCase, 'name' | 'found'>;

/** The three fixtures that every rule has at least. */
export interface ReasonCase {
  /** Level of the finding on the faulty one. */
  level: FindingLevel;
  healthy: Given;
  faulty: Given;
  /** Not enough is known to say so: nothing is found, or nothing yet. */
  unclear: Given;
}
