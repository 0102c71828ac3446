import { randomUUID } from 'crypto';
import { DatabaseService } from '@backstage/backend-plugin-api';
import {
  Level,
  LevelHistory,
  levelSchema,
} from '@paved-path/backstage-plugin-service-health-common';
import { Knex } from 'knex';
import { z } from 'zod';
import { buildSpans, LevelChange } from './buildSpans';
import { migrateDatabase } from './migrateDatabase';

const dayMs = 86_400_000;
const pruneMs = 3_600_000;
// What Kerberos takes, too: replicas whose clocks differ by more have other worries.
const clockSkewMs = 300_000;
const rowSchema = z.object({
  environment: z.string(),
  section: z.string(),
  level: levelSchema,
  headline: z.string(),
  // PostgreSQL answers big integers as text.
  at: z.coerce.number(),
});
const timeSchema = z.object({ from: z.coerce.number(), to: z.coerce.number() });

/** What a verdict says, as far as the history keeps it. */
export interface RecordedLevels {
  environment: string;
  level: Level;
  headline: string;
  /** By section id. */
  sections: ReadonlyMap<string, Level>;
}

/** Levels of the last 24 hours: survives restarts, shared by all replicas. */
export class DatabaseLevelHistory {
  readonly #knex: Knex;
  readonly #watcher = randomUUID();
  readonly #known = new Map<string, Map<string, LevelChange[]>>();
  readonly #startedAt: number;
  #readAt: number;
  #prunedAt = -Infinity;

  static async create(options: {
    database: DatabaseService;
    now: number;
  }): Promise<DatabaseLevelHistory> {
    const knex = await options.database.getClient();
    if (!options.database.migrations?.skip) {
      await migrateDatabase(knex);
    }
    return new DatabaseLevelHistory(knex, options.now);
  }

  private constructor(knex: Knex, now: number) {
    this.#knex = knex;
    this.#startedAt = now;
    this.#readAt = now;
  }

  /** Keeps what changed since the last time. */
  async record(
    entityRef: string,
    levels: RecordedLevels,
    now: number,
  ): Promise<void> {
    const known = await this.#load(entityRef, now);
    const wanted = new Map([['', levels.level], ...levels.sections]);
    const changed = [...wanted].filter(([section, level]) => {
      const changes = known.get(keyOf(levels.environment, section)) ?? [];
      return changes.at(-1)?.level !== level;
    });
    if (changed.length === 0) {
      return;
    }
    const rows = changed.map(([section, level]) => ({
      entity_ref: entityRef,
      environment: levels.environment,
      section,
      level,
      headline: levels.headline.slice(0, 400),
      at: now,
    }));
    for (const { section, level, headline } of rows) {
      const key = keyOf(levels.environment, section);
      const changes = known.get(key) ?? [];
      known.set(key, [...changes, { at: now, level, headline }].slice(-500));
    }
    await this.#knex('level_changes').insert(rows);
  }

  /** Nobody watches any more: whatever was known of it is unknown now. */
  async forget(entityRef: string, now: number): Promise<void> {
    const known = await this.#load(entityRef, now);
    const environments = new Set(
      [...known.keys()].map(key => key.split('\n')[0]),
    );
    for (const environment of environments) {
      const sections = [...known.keys()]
        .filter(key => key.startsWith(`${environment}\n`))
        .map(key => key.split('\n')[1])
        .filter(section => section !== '');
      await this.record(
        entityRef,
        {
          environment,
          level: 'unknown',
          headline: 'Nobody watched',
          sections: new Map(sections.map(one => [one, 'unknown' as const])),
        },
        now,
      );
    }
  }

  /** The last 24 hours of one environment. */
  async history(
    entityRef: string,
    environment: string,
    now: number,
  ): Promise<LevelHistory> {
    const known = await this.#load(entityRef, now);
    const watched = await this.#watched(now);
    const from = now - dayMs;
    const sections: LevelHistory['sections'] = {};
    for (const [key, changes] of known) {
      const [name, section] = key.split('\n');
      if (name === environment && section !== '') {
        sections[section] = buildSpans(changes, { from, to: now, watched });
      }
    }
    const verdict = known.get(keyOf(environment, '')) ?? [];
    return {
      from: new Date(from).toISOString(),
      to: new Date(now).toISOString(),
      verdict: buildSpans(verdict, { from, to: now, watched }),
      sections,
      changes: verdict
        .filter(({ at }) => at >= from)
        .slice(-20)
        .reverse()
        .map(({ at, level, headline }) => ({
          at: new Date(at).toISOString(),
          level,
          headline,
        })),
    };
  }

  /** Since when the newest level holds. */
  async since(
    entityRef: string,
    environment: string,
    now: number,
  ): Promise<number | undefined> {
    const known = await this.#load(entityRef, now);
    return known.get(keyOf(environment, ''))?.at(-1)?.at;
  }

  /** Notes that somebody looks; once an hour, forgets what is older than a day. */
  async tick(now: number): Promise<void> {
    this.#watchedAt = undefined;
    await this.#knex('watch_times')
      .insert({ watcher: this.#watcher, from: this.#startedAt, to: now })
      .onConflict('watcher')
      .merge(['to']);
    if (now - this.#prunedAt >= pruneMs) {
      await this.#prune(now);
      this.#prunedAt = now;
    }
    await this.#forgetWritten(now);
  }

  async #prune(now: number): Promise<void> {
    await this.#knex('watch_times')
      .where('to', '<', now - dayMs)
      .delete();
    const newest = this.#knex('level_changes')
      .max('id')
      .groupBy('entity_ref', 'environment', 'section');
    await this.#knex('level_changes')
      .where('at', '<', now - dayMs)
      .whereNotIn('id', newest)
      .delete();
    // Services that the catalog does not hold any more go with the rest
    this.#known.clear();
  }

  /** Another replica may have written: such services are read again on the next use. */
  async #forgetWritten(now: number): Promise<void> {
    const written = z.array(z.object({ entity_ref: z.string() })).parse(
      await this.#knex('level_changes')
        .distinct('entity_ref')
        .where('at', '>=', this.#readAt - clockSkewMs),
    );
    written.forEach(row => this.#known.delete(row.entity_ref));
    this.#readAt = now;
  }

  #watchedAt: Promise<{ from: number; to: number }[]> | undefined;

  async #watched(now: number) {
    this.#watchedAt ??= this.#knex('watch_times')
      .select('from', 'to')
      .then(rows => z.array(timeSchema).parse(rows));
    return [...(await this.#watchedAt), { from: this.#startedAt, to: now }];
  }

  async #load(
    entityRef: string,
    now: number,
  ): Promise<Map<string, LevelChange[]>> {
    const cached = this.#known.get(entityRef);
    if (cached) {
      return cached;
    }
    const rows = z
      .array(rowSchema)
      .parse(
        await this.#knex('level_changes')
          .select('environment', 'section', 'level', 'headline', 'at')
          .where({ entity_ref: entityRef })
          .andWhere('at', '<=', now)
          .orderBy('at')
          .orderBy('id'),
      );
    const known = new Map<string, LevelChange[]>();
    for (const { environment, section, ...change } of rows) {
      const key = keyOf(environment, section);
      known.set(key, [...(known.get(key) ?? []), change]);
    }
    this.#known.set(entityRef, known);
    return known;
  }
}

function keyOf(environment: string, section: string): string {
  return `${environment}\n${section}`;
}
