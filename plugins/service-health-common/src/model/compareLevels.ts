import { FindingLevel, levels } from './level';

/**
 * Sorts levels, the worst first and notes last.
 *
 * @public
 */
export function compareLevels(a: FindingLevel, b: FindingLevel): number {
  return rank(a) - rank(b);
}

function rank(level: FindingLevel): number {
  return level === 'note' ? levels.length : levels.indexOf(level);
}
