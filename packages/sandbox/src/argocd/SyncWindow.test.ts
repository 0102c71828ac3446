import { Application } from './Application';
import { assignedWindows, canSync, isActive, SyncWindow } from './SyncWindow';

const noon = Date.parse('2026-11-26T12:00:00Z');

const window = (changes: Partial<SyncWindow> = {}): SyncWindow => ({
  kind: 'deny',
  schedule: '0 11 * * *',
  duration: '2h',
  ...changes,
});

const application: Application = {
  metadata: { name: 'visits-dev' },
  spec: {
    project: 'visits',
    destination: { name: 'east', namespace: 'visits' },
  },
  status: {},
};

describe('isActive()', () => {
  it.each([
    ['inside', {}, true],
    ['after its end', { duration: '59m' }, false],
    ['before its begin', { schedule: '0 13 * * *' }, false],
    ['begun the day before', { schedule: '0 13 * * *', duration: '24h' }, true],
    [
      'in its own time zone',
      { schedule: '0 13 * * *', duration: '30m', timeZone: 'Europe/Berlin' },
      true,
    ],
  ])('%s', (_title, changes, expected) => {
    expect(isActive(window(changes), noon)).toBe(expected);
  });
});

describe('canSync()', () => {
  const later = { schedule: '0 13 * * *' };
  it.each<[string, Partial<SyncWindow>[], boolean, boolean]>([
    ['no window', [], true, true],
    ['an open deny', [{}], false, false],
    [
      'an open deny for automated syncs only',
      [{ manualSync: true }],
      true,
      false,
    ],
    ['a deny that is over', [{ duration: '1m' }], true, true],
    ['an open allow', [{ kind: 'allow' }], true, true],
    ['an allow to come', [{ kind: 'allow', ...later }], false, false],
    [
      'an allow to come for automated syncs only',
      [{ kind: 'allow', ...later, manualSync: true }],
      true,
      false,
    ],
    ['deny wins over allow', [{ kind: 'allow' }, {}], false, false],
  ])('%s', (_title, windows, byHand, byItself) => {
    const all = windows.map(window);
    expect([
      canSync(all, { isManual: true, now: noon }),
      canSync(all, { isManual: false, now: noon }),
    ]).toEqual([byHand, byItself]);
  });
});

describe('assignedWindows()', () => {
  it.each<[string, Partial<SyncWindow>, boolean]>([
    ['by name', { applications: ['visits-*'] }, true],
    ['by cluster', { clusters: ['east'] }, true],
    ['by namespace', { namespaces: ['visits'] }, true],
    ['of another name', { applications: ['other'] }, false],
    ['one of three', { applications: ['x'], namespaces: ['*'] }, true],
    [
      'all of them, asked for',
      { applications: ['x'], namespaces: ['*'], andOperator: true },
      false,
    ],
    ['without any list', {}, false],
  ])('%s', (_title, changes, expected) => {
    expect(assignedWindows([window(changes)], application)).toHaveLength(
      expected ? 1 : 0,
    );
  });
});
