import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bootstrap } from '../bootstrap.mjs';
import { buildFrontend, isFrontendBuilt } from '../buildFrontend.mjs';
import { formatDuration } from '../formatDuration.mjs';
import { requireFreePorts } from '../ports.mjs';
import { makeSandboxHome } from '../sandboxHome.mjs';
import { startSandbox } from '../startSandbox.mjs';
import { ensureRedis } from '../tools/ensureRedis.mjs';
import { replicaPorts } from './replicaPorts.mjs';
import { readPostgres } from './readPostgres.mjs';

const help = `Usage: npm run test:replicas

Starts two replicas of the portal on one PostgreSQL, with a sandbox, and tries
what they must share: sign-in, catalog, a task whose replica dies, verdicts.

Environment: POSTGRES_HOST, POSTGRES_PORT (5432), POSTGRES_USER, POSTGRES_PASSWORD;
the user makes databases, which are dropped at the end.`;

/** `npm run test:replicas`: two replicas of the portal share one PostgreSQL. */
export async function main(context) {
  if (context.args.includes('--help')) {
    console.log(help);
    return 0;
  }
  const started = Date.now();
  const { children, progress } = context;
  const postgres = readPostgres();
  await requireFreePorts(replicaPorts);
  makeSandboxHome();
  await bootstrap(context);
  const redisServer = await ensureRedis(context);
  if (!isFrontendBuilt()) {
    await progress.step('Build the pages', () => buildFrontend(children));
  }
  // Loaded once the bootstrap has installed what they import
  const { tryReplicas } = await import('./tryReplicas.mjs');
  const { dropDatabases } = await import('./dropDatabases.mjs');
  const home = mkdtempSync(join(tmpdir(), 'paved-path-replicas-'));
  const prefix = `replicas_${process.pid}_`;
  const sandbox = await progress.step('Start the sandbox', () =>
    startSandbox(children, { ports: replicaPorts, redisServer, home }),
  );
  context.cleanUp = async () => {
    await dropDatabases(postgres, prefix);
    rmSync(home, { recursive: true, force: true });
  };
  await tryReplicas(context, { sandbox, home, prefix, postgres });
  progress.print(
    `\nTwo replicas, one database: seen in ${formatDuration(
      Date.now() - started,
    )}`,
  );
  return 0;
}
