import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { Knex } from 'knex';

const directory = resolvePackagePath(
  '@paved-path/backstage-plugin-service-health-backend',
  'migrations',
);

/**
 * Brings the database to the newest form. Replicas that start at once on
 * PostgreSQL take turns: Knex would let them make its own tables at the same
 * time, and all but one would fail.
 */
export async function migrateDatabase(knex: Knex): Promise<void> {
  if (knex.client.config.client !== 'pg') {
    await knex.migrate.latest({ directory });
    return;
  }
  await knex.transaction(async turn => {
    await turn.raw('select pg_advisory_xact_lock(hashtext(?))', [
      'service-health migrations',
    ]);
    await knex.migrate.latest({ directory });
  });
}
