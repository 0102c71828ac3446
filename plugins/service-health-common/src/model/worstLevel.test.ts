import { compareLevels } from './compareLevels';
import type { FindingLevel } from './level';
import { worstLevel } from './worstLevel';

describe('worstLevel()', () => {
  it.each([
    { given: [], expected: 'healthy' },
    { given: ['note'], expected: 'healthy' },
    { given: ['healthy', 'warning', 'degraded'], expected: 'degraded' },
    { given: ['unknown', 'down'], expected: 'down' },
    { given: ['unknown', 'healthy'], expected: 'unknown' },
    { given: ['unknown', 'progressing'], expected: 'progressing' },
    { given: ['suspended', 'healthy'], expected: 'healthy' },
    { given: ['suspended'], expected: 'suspended' },
  ] satisfies { given: FindingLevel[]; expected: FindingLevel }[])(
    'says $expected for $given',
    ({ given, expected }) => {
      expect(worstLevel(given)).toBe(expected);
    },
  );
});

describe('compareLevels()', () => {
  it('sorts the worst first and notes last', () => {
    const given: FindingLevel[] = ['note', 'healthy', 'down', 'unknown'];
    expect(given.sort(compareLevels)).toEqual([
      'down',
      'unknown',
      'healthy',
      'note',
    ]);
  });
});
