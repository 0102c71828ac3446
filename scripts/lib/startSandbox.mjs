import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { appendFileSync } from 'node:fs';
import { LauncherError } from './LauncherError.mjs';
import { paths } from './paths.mjs';
import { findTool } from './tools/findTool.mjs';
import { serviceProcess } from './serviceProcess.mjs';

/** Starts the sandbox and resolves when it says that it is ready, with what it said. */
export async function startSandbox(
  children,
  { ports, redisServer, home = paths.sandboxHome },
) {
  const log = join(paths.logs, 'sandbox.log');
  const sandbox = children.start({
    name: 'sandbox',
    ...serviceProcess(join(paths.root, 'packages', 'sandbox'), {
      entry: 'src/main.ts',
      env: {
        SANDBOX_HOME: home,
        REDIS_SERVER_BIN: redisServer,
        HELM_BIN: findTool('helm'),
        ...Object.fromEntries(
          Object.entries(ports).map(([name, port]) => [name, String(port)]),
        ),
      },
    }),
    stdout: 'pipe',
    log,
  });
  const ready = await Promise.race([
    firstEvent(sandbox, log),
    sandbox.exited.then(() => undefined),
  ]);
  if (ready?.event !== 'ready') {
    const { reason } = ready?.event ? {} : await sandbox.exited;
    throw new LauncherError(
      `The sandbox did not start: ${ready?.message ?? reason}`,
      { log },
    );
  }
  return { ...sandbox, ...ready };
}

// Its stdout carries one JSON object per event; all of it goes to the log too
function firstEvent(sandbox, log) {
  return new Promise(resolve => {
    createInterface({ input: sandbox.stdout }).on('line', line => {
      appendFileSync(log, `${line}\n`);
      const event = parseEvent(line);
      if (event) {
        resolve(event);
      }
    });
  });
}

function parseEvent(line) {
  try {
    const value = JSON.parse(line);
    return value?.event === 'ready' || value?.event === 'error'
      ? value
      : undefined;
  } catch {
    return undefined;
  }
}
