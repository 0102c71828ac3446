import { FindingLevel, Level, levels } from './level';

/**
 * The level that speaks for all the given ones; notes are ignored.
 *
 * @param given - levels of findings, sections or clusters
 * @param whenEmpty - what to say when there is nothing to judge
 * @public
 */
export function worstLevel(
  given: Iterable<FindingLevel>,
  whenEmpty: Level = 'healthy',
): Level {
  const seen = new Set<FindingLevel>(given);
  return levels.find(level => seen.has(level)) ?? whenEmpty;
}
