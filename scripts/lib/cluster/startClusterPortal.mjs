import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { bootstrap } from '../bootstrap.mjs';
import { buildFrontend, isFrontendBuilt } from '../buildFrontend.mjs';
import { formatDuration } from '../formatDuration.mjs';
import { LauncherError } from '../LauncherError.mjs';
import { paths } from '../paths.mjs';
import { readPorts, requireFreePorts } from '../ports.mjs';
import { startBackend } from '../startBackend.mjs';
import { ensureMkdocs } from '../tools/ensureMkdocs.mjs';
import { gitea } from './gitea.mjs';
import { publishTemplate } from './publishTemplate.mjs';
import { readKubernetes } from './readKubernetes.mjs';
import { clusterVariables, requireVariables } from './requireVariables.mjs';

/** `npm run start:cluster`: the portal against a real Kubernetes, Argo CD and Gitea; runs until it is stopped. */
export async function main(context) {
  const started = Date.now();
  const { children, progress } = context;
  const { PORTAL_PORT: port } = readPorts();
  const portalUrl = process.env.PORTAL_URL || `http://localhost:${port}`;
  const home = resolve(
    process.env.PORTAL_HOME || join(paths.root, '.sandbox', 'cluster'),
  );

  requireVariables(clusterVariables);
  await requireFreePorts({ PORTAL_PORT: port });
  mkdirSync(join(home, 'database'), { recursive: true });
  mkdirSync(join(home, 'logs'), { recursive: true });
  await bootstrap(context);
  const mkdocs = await ensureMkdocs(context);
  if (!isFrontendBuilt()) {
    await progress.step('Build the pages', () => buildFrontend(children));
  }
  const cluster = await progress.step('Look at the cluster', () =>
    readCluster(home),
  );
  const portal = await progress.step('Start the portal', () =>
    startBackend(children, {
      port,
      portalUrl,
      logs: join(home, 'logs'),
      configs: [
        'app-config.cluster.yaml',
        ...(process.env.POSTGRES_HOST ? ['app-config.postgres.yaml'] : []),
      ],
      env: { ...mkdocs, ...cluster },
    }),
  );
  const elapsed = formatDuration(Date.now() - started);
  progress.print(`\nThe portal is at ${portalUrl} after ${elapsed}`);

  const { name, reason, log } = await portal.exited;
  throw new LauncherError(`The ${name} stopped: ${reason}`, {
    log,
    remedy: 'run "npm run start:cluster" again',
  });
}

/** What app-config.cluster.yaml takes from the environment. */
async function readCluster(home) {
  const { env } = process;
  const owner = env.GITEA_OWNER || 'platform';
  const user = await gitea('GET', '/user');
  return {
    ...readKubernetes(),
    PORTAL_HOME: home,
    ARGOCD_URL: env.ARGOCD_URL,
    ARGOCD_TOKEN: env.ARGOCD_TOKEN,
    GITEA_URL: env.GITEA_URL.replace(/\/$/, ''),
    GITEA_HOST: new URL(env.GITEA_URL).host,
    GITEA_USERNAME: user.login,
    GITEA_TOKEN: env.GITEA_TOKEN,
    GITEA_OWNER: owner,
    TEMPLATE_URL: env.TEMPLATE_URL || (await publishTemplate(owner)),
    POSTGRES_HOST: env.POSTGRES_HOST ?? '',
    POSTGRES_PORT: env.POSTGRES_PORT || '5432',
    POSTGRES_USER: env.POSTGRES_USER ?? '',
    POSTGRES_PASSWORD: env.POSTGRES_PASSWORD ?? '',
  };
}
