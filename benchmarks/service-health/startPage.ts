import { spawn } from 'node:child_process';
import { join } from 'node:path';

const url = 'http://localhost:7540';
const patienceMs = 5 * 60_000;

/** The plugin's own dev app, which asks a backend for its state `live`. */
export async function startPage(backend: string) {
  const child = spawn(
    'backstage-cli',
    ['package', 'start', '--config', 'dev/app-config.yaml'],
    {
      cwd: join(__dirname, '../../plugins/service-health'),
      stdio: 'ignore',
      // It starts the dev server as a child: both end with the group.
      detached: true,
      env: {
        ...process.env,
        APP_CONFIG_app_baseUrl: JSON.stringify(url),
        APP_CONFIG_backend_baseUrl: JSON.stringify(backend),
        BROWSER: 'none',
      },
    },
  );
  const ended = new Promise<void>(resolve => {
    child.once('exit', () => resolve());
  });
  const stop = async () => {
    if (child.pid !== undefined && child.exitCode === null) {
      process.kill(-child.pid, 'SIGTERM');
    }
    await ended;
  };
  const deadline = Date.now() + patienceMs;
  while (!(await answers())) {
    if (Date.now() > deadline || child.exitCode !== null) {
      await stop();
      throw new Error(`Cannot start the dev app on ${url}: run it by hand`);
    }
    await new Promise(resolve => {
      setTimeout(resolve, 500);
    });
  }
  return { url, stop };
}

async function answers(): Promise<boolean> {
  return await fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );
}
