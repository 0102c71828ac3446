import pg from 'pg';

/** Drops every database whose name begins with the prefix. */
export async function dropDatabases(postgres, prefix) {
  const client = new pg.Client({
    host: postgres.POSTGRES_HOST,
    port: Number(postgres.POSTGRES_PORT),
    user: postgres.POSTGRES_USER,
    password: postgres.POSTGRES_PASSWORD,
    database: 'postgres',
  });
  await client.connect();
  const { rows } = await client.query(
    'select datname from pg_database where starts_with(datname, $1)',
    [prefix],
  );
  for (const { datname } of rows) {
    await client.query(`drop database ${client.escapeIdentifier(datname)}`);
  }
  await client.end();
}
