import { parseArgs } from 'node:util';
import { bootstrap } from './bootstrap.mjs';
import { buildFrontend, isFrontendBuilt } from './buildFrontend.mjs';
import { ensureMkdocs } from './tools/ensureMkdocs.mjs';
import { ensureRedis } from './tools/ensureRedis.mjs';
import { formatDuration } from './formatDuration.mjs';
import { LauncherError } from './LauncherError.mjs';
import { readPorts, requireFreePorts } from './ports.mjs';
import { sandboxEnvironment } from './sandboxEnvironment.mjs';
import { makeSandboxHome, removeSandboxHome } from './sandboxHome.mjs';
import { startBackend } from './startBackend.mjs';
import { startSandbox } from './startSandbox.mjs';
import { summary } from './summary.mjs';

const help = `Usage: npm start [-- --fresh]

Installs what is missing, and starts the portal with its sandbox.

  --fresh  Forget the repositories, services and catalog of earlier starts
  --help   Show this text

Environment: PORTAL_PORT, PORTAL_URL, SANDBOX_GIT_PORT, SANDBOX_ARGOCD_PORT,
SANDBOX_KUBERNETES_PORT, SANDBOX_CONTROL_PORT, SANDBOX_HOME, REDIS_SERVER_BIN`;

/** `npm start`: runs until it is stopped, or until one of its processes ends. */
export async function main(context) {
  const options = readOptions(context.args);
  if (options.help) {
    console.log(help);
    return;
  }
  const started = Date.now();
  const { children, progress } = context;
  const ports = readPorts();
  const portalUrl =
    process.env.PORTAL_URL || `http://localhost:${ports.PORTAL_PORT}`;

  await requireFreePorts(ports);
  if (options.fresh) {
    removeSandboxHome();
  }
  makeSandboxHome();
  await bootstrap(context);
  const redisServer = await ensureRedis(context);
  const mkdocs = await ensureMkdocs(context);
  if (!isFrontendBuilt()) {
    await progress.step('Build the pages', () => buildFrontend(children));
  }
  const sandbox = await progress.step('Start the sandbox', () =>
    startSandbox(children, { ports, redisServer }),
  );
  const portal = await progress.step('Start the portal', () =>
    startBackend(children, {
      port: ports.PORTAL_PORT,
      portalUrl,
      configs: ['app-config.sandbox.yaml'],
      env: { ...mkdocs, ...sandboxEnvironment(sandbox) },
    }),
  );
  const elapsed = formatDuration(Date.now() - started);
  progress.print(summary({ portalUrl, sandbox, elapsed }));

  const lost = await Promise.race([sandbox.exited, portal.exited]);
  throw new LauncherError(`The ${lost.name} stopped: ${lost.reason}`, {
    log: lost.log,
    // A process that was killed did not write why
    logLines: lost.signal ? 0 : 20,
    remedy: 'run "npm start" again',
  });
}

function readOptions(args) {
  try {
    const { values } = parseArgs({
      args,
      options: { fresh: { type: 'boolean' }, help: { type: 'boolean' } },
    });
    // "npm start --fresh" hands the option to npm, which passes it on like this
    const fresh = values.fresh || process.env.npm_config_fresh === 'true';
    return { ...values, fresh };
  } catch (cause) {
    throw new LauncherError(cause.message, {
      remedy: 'see "npm start -- --help"',
      cause,
    });
  }
}
