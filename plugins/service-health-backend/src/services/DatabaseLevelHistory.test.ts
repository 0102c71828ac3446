import {
  mockServices,
  TestDatabaseId,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { Level } from '@paved-path/backstage-plugin-service-health-common';
import { DatabaseLevelHistory } from './DatabaseLevelHistory';

jest.setTimeout(60_000);

const ref = 'component:default/visits';
const minute = 60_000;
const hour = 60 * minute;
const start = Date.parse('2026-11-20T00:00:00.000Z');

// The variable is Backstage's own; any version of PostgreSQL will do
const ids: TestDatabaseId[] = process.env
  .BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING
  ? ['SQLITE_3', 'POSTGRES_18']
  : ['SQLITE_3'];
const databases = TestDatabases.create({ ids });

describe.each(ids)('DatabaseLevelHistory in %s', id => {
  async function open(now: number) {
    const knex = await databases.init(id);
    const database = mockServices.database({
      knex,
      migrations: { skip: false },
    });
    return {
      knex,
      reopen: (at: number) =>
        DatabaseLevelHistory.create({ database, now: at }),
      history: await DatabaseLevelHistory.create({ database, now }),
    };
  }

  const levels = (level: Level) => ({
    environment: 'prod',
    level,
    headline: `It is ${level}`,
    sections: new Map<string, Level>([['workload', level]]),
  });

  it('survives a restart, and shows the time in between as unknown', async () => {
    const { history, reopen } = await open(start);
    await history.record(ref, levels('healthy'), start);
    await history.record(ref, levels('healthy'), start + hour);
    await history.record(ref, levels('down'), start + 2 * hour);
    await history.tick(start + 3 * hour);

    const again = await reopen(start + 5 * hour);
    const { verdict, sections, changes } = await again.history(
      ref,
      'prod',
      start + 6 * hour,
    );

    expect(verdict.map(({ level }) => level)).toEqual([
      'unknown',
      'healthy',
      'down',
      'unknown',
      'down',
    ]);
    expect(sections.workload).toEqual(verdict);
    expect(changes.map(({ headline }) => headline)).toEqual([
      'It is down',
      'It is healthy',
    ]);
  });

  it('forgets what is older than a day, but not the level that still holds', async () => {
    const { history, knex } = await open(start);
    await history.record(ref, levels('down'), start);
    await history.record(ref, levels('healthy'), start + hour);

    await history.tick(start + 48 * hour);

    const rows = await knex('level_changes').where({ section: '' });
    expect(rows.map(({ level }) => level)).toEqual(['healthy']);
  });

  it('reads again what another replica wrote, and nothing else', async () => {
    const { history, knex, reopen } = await open(start);
    const other = await reopen(start);
    const quiet = 'component:default/quiet';
    await history.record(ref, levels('healthy'), start - 6 * minute);
    await history.record(quiet, levels('healthy'), start - 6 * minute);
    await other.tick(start);
    await other.history(ref, 'prod', start);
    await other.history(quiet, 'prod', start);
    await history.record(ref, levels('down'), start + minute);
    const asked = new Array<string>();
    knex.on('query', ({ bindings }) =>
      asked.push(
        ...bindings.filter((one: unknown) => one === ref || one === quiet),
      ),
    );

    await other.tick(start + 2 * minute);
    const now = start + 3 * minute;
    const { verdict } = await other.history(ref, 'prod', now);
    await other.history(quiet, 'prod', now);

    expect(verdict.at(-1)?.level).toBe('down');
    expect(asked).toEqual([ref]);
  });

  // Nobody shares SQLite
  if (id === 'SQLITE_3') {
    return;
  }

  it('is shared by two replicas that begin at once', async () => {
    const knex = await databases.init(id);
    const replica = () =>
      DatabaseLevelHistory.create({
        database: mockServices.database({ knex, migrations: { skip: false } }),
        now: start,
      });

    const [one, other] = await Promise.all([replica(), replica()]);
    await Promise.all([
      one.record(ref, levels('healthy'), start),
      other.record(ref, levels('healthy'), start),
    ]);
    await Promise.all([
      one.record(ref, levels('down'), start + hour),
      other.record(ref, levels('down'), start + hour),
    ]);
    const histories = await Promise.all(
      [one, other].map(each => each.history(ref, 'prod', start + 2 * hour)),
    );

    expect(histories[0]).toEqual(histories[1]);
    expect(histories[0].verdict.map(({ level }) => level)).toEqual(
      expect.arrayContaining(['healthy', 'down']),
    );
  });
});
