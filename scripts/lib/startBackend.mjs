import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { LauncherError } from './LauncherError.mjs';
import { paths } from './paths.mjs';
import { serviceProcess } from './serviceProcess.mjs';

const patience = 180_000;

/**
 * Starts the portal's backend and resolves when it reports itself ready. It reads
 * app-config.yaml, and `configs` on top of it; `logs` is the folder of its log.
 */
export async function startBackend(
  children,
  { port, portalUrl, configs, env, logs = paths.logs },
) {
  const log = join(logs, 'portal.log');
  const portal = children.start({
    name: 'portal',
    ...serviceProcess(join(paths.root, 'packages', 'backend'), {
      entry: 'src/index.ts',
      args: ['app-config.yaml', ...configs].flatMap(name => [
        '--config',
        join(paths.root, name),
      ]),
      env: { ...env, PORTAL_PORT: String(port), PORTAL_URL: portalUrl },
    }),
    log,
  });
  await waitUntilReady(portal, port);
  return portal;
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
