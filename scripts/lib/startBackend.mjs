import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { LauncherError } from './LauncherError.mjs';
import { paths } from './paths.mjs';
import { serviceProcess } from './serviceProcess.mjs';

const patience = 180_000;

/** Starts the portal's backend against the sandbox and resolves when it reports itself ready. */
export async function startBackend(
  children,
  { port, portalUrl, sandbox, env },
) {
  const log = join(paths.logs, 'portal.log');
  const portal = children.start({
    name: 'portal',
    ...serviceProcess(join(paths.root, 'packages', 'backend'), {
      entry: 'src/index.ts',
      args: ['app-config.yaml', 'app-config.sandbox.yaml'].flatMap(name => [
        '--config',
        join(paths.root, name),
      ]),
      env: {
        ...env,
        PORTAL_PORT: String(port),
        PORTAL_URL: portalUrl,
        ...sandboxEnvironment(sandbox),
      },
    }),
    log,
  });
  await waitUntilReady(portal, port);
  return portal;
}

function sandboxEnvironment(sandbox) {
  return {
    SANDBOX_HOME: paths.sandboxHome,
    SANDBOX_GIT_URL: sandbox.gitUrl,
    SANDBOX_GIT_HOST: new URL(sandbox.gitUrl).host,
    SANDBOX_GIT_USERNAME: sandbox.gitUsername,
    SANDBOX_GIT_PASSWORD: sandbox.gitPassword,
    SANDBOX_ARGOCD_URL: sandbox.argocdUrl,
    SANDBOX_ARGOCD_TOKEN: sandbox.argocdToken,
    SANDBOX_KUBERNETES_URL: sandbox.kubernetesUrl,
    SANDBOX_KUBERNETES_TOKEN: sandbox.kubernetesToken,
    SANDBOX_CONTROL_URL: sandbox.controlUrl,
  };
}

async function waitUntilReady(portal, port) {
  let ended;
  portal.exited.then(result => {
    ended = result;
  });
  const deadline = Date.now() + patience;
  while (!(await isReady(port))) {
    if (ended) {
      throw new LauncherError(`The portal did not start: ${ended.reason}`, {
        log: portal.log,
      });
    }
    if (Date.now() > deadline) {
      throw new LauncherError(
        `The portal did not become ready within ${patience / 60_000} minutes`,
        { log: portal.log },
      );
    }
    await delay(250);
  }
}

async function isReady(port) {
  try {
    const response = await fetch(
      `http://127.0.0.1:${port}/.backstage/health/v1/readiness`,
      { signal: AbortSignal.timeout(2_000) },
    );
    return response.ok;
  } catch {
    return false;
  }
}
