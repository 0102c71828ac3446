import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { stringify } from 'yaml';
import { LauncherError } from '../LauncherError.mjs';
import { paths } from '../paths.mjs';
import { adoptPorts } from './adoptPorts.mjs';

const appUrl = `http://localhost:${adoptPorts.APP_PORT}`;
const backendUrl = `http://localhost:${adoptPorts.BACKEND_PORT}`;
// It builds its pages first
const patience = 10 * 60_000;

/**
 * Writes what an adopter's portal has of its own, its addresses and its Git
 * host, and starts it as its README says.
 *
 * @returns its `url` and the `process` that serves it
 */
export async function startFreshPortal({ children, env }, { folder, sandbox }) {
  writeFileSync(
    join(folder, 'app-config.local.yaml'),
    stringify(ownConfiguration(sandbox)),
  );
  const log = join(paths.logs, 'adopt-portal.log');
  const portal = children.start({
    name: 'the fresh portal',
    command: 'yarn',
    args: ['start'],
    cwd: folder,
    env: {
      ...env,
      // The variables that the pages' configuration names
      ARGOCD_URL: sandbox.argocdUrl,
      ARGOCD_TOKEN: sandbox.argocdToken,
      CLUSTER_URL: sandbox.kubernetesUrl,
      CLUSTER_TOKEN: sandbox.kubernetesToken,
    },
    log,
  });
  let ended;
  portal.exited.then(result => {
    ended = result;
  });
  const deadline = Date.now() + patience;
  while (!(await isUp())) {
    if (ended || Date.now() > deadline) {
      throw new LauncherError(
        `The fresh portal did not start: ${ended?.reason ?? 'no answer'}`,
        { log },
      );
    }
    await delay(500);
  }
  return { url: appUrl, process: portal };
}

function ownConfiguration({ gitUrl, gitUsername, gitPassword }) {
  const { host } = new URL(gitUrl);
  return {
    app: { baseUrl: appUrl },
    backend: {
      baseUrl: backendUrl,
      listen: { port: adoptPorts.BACKEND_PORT, host: '127.0.0.1' },
      cors: { origin: appUrl },
    },
    integrations: {
      gitea: [
        { host, baseUrl: gitUrl, username: gitUsername, password: gitPassword },
      ],
    },
  };
}

async function isUp() {
  const answers = await Promise.all(
    [appUrl, `${backendUrl}/.backstage/health/v1/readiness`].map(url =>
      fetch(url, { signal: AbortSignal.timeout(10_000) }).then(
        ({ ok }) => ok,
        () => false,
      ),
    ),
  );
  return answers.every(Boolean);
}
