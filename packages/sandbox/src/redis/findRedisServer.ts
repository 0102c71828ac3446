import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/** Path of a redis-server: `REDIS_SERVER_BIN`, else the one on PATH. */
export async function findRedisServer(
  environment: Record<string, string | undefined> = process.env,
): Promise<string> {
  const named = environment.REDIS_SERVER_BIN;
  if (named) {
    if (await isExecutable(named)) {
      return named;
    }
    throw new Error(
      `Cannot run the redis-server "${named}" that REDIS_SERVER_BIN names: it is missing or not executable`,
    );
  }
  for (const folder of (environment.PATH ?? '').split(delimiter)) {
    const candidate = join(folder, 'redis-server');
    if (folder && (await isExecutable(candidate))) {
      return candidate;
    }
  }
  throw new Error(
    'Cannot find redis-server: install the package "redis-server" (Debian, Ubuntu) or "redis" (Fedora, Homebrew), or set REDIS_SERVER_BIN to its path',
  );
}

function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}
