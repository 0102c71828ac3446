import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/**
 * Starts a command of a checkout. `saw(text)` resolves with the output when
 * `text` has been printed, `ended` with the output and the exit code.
 */
export function startLauncher(t, checkout, { script, args = [], env = {} }) {
  const child = spawn(
    process.execPath,
    [join(checkout.root, 'scripts', script), ...args],
    {
      cwd: checkout.root,
      env: {
        ...process.env,
        CI: '',
        SANDBOX_HOME: '',
        REDIS_SERVER_BIN: '/bin/true',
        npm_execpath: checkout.npm,
        YARN_NPM_REGISTRY_SERVER: undefined,
        ...env,
      },
    },
  );
  t.after(() => child.kill('SIGKILL'));
  let output = '';
  const listeners = new Set();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', chunk => {
      output += chunk;
      listeners.forEach(listen => listen());
    });
  }
  const ended = once(child, 'close').then(([code]) => ({ code, output }));
  const saw = text =>
    new Promise((resolve, reject) => {
      const listen = () => output.includes(text) && resolve(output);
      listeners.add(listen);
      listen();
      ended.then(() => reject(new Error(`It ended without it: ${output}`)));
    });
  return { pid: child.pid, saw, ended, signal: name => child.kill(name) };
}
