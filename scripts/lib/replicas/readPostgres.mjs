import { LauncherError } from '../LauncherError.mjs';

/** Where the PostgreSQL is that both replicas use, and as whom; from the environment. */
export function readPostgres(
  {
    POSTGRES_HOST,
    POSTGRES_PORT = '5432',
    POSTGRES_USER,
    POSTGRES_PASSWORD,
  } = process.env,
) {
  if (!POSTGRES_HOST || !POSTGRES_USER || !POSTGRES_PASSWORD) {
    throw new LauncherError('Cannot reach a PostgreSQL: it is not named', {
      remedy:
        'set POSTGRES_HOST, POSTGRES_USER (who may make databases) and POSTGRES_PASSWORD',
    });
  }
  return { POSTGRES_HOST, POSTGRES_PORT, POSTGRES_USER, POSTGRES_PASSWORD };
}
