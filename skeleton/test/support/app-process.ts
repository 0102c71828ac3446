import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';

import { freePorts } from './free-port';
import { until } from './until';

const FOLDER = '.next/standalone';

/** A process of the built server, started as the image starts it. */
export class AppProcess {
  readonly url: string;
  readonly #child: ChildProcess;
  #output = '';

  private constructor(url: string, child: ChildProcess) {
    this.url = url;
    this.#child = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        this.#output += chunk.toString();
      });
    }
  }

  static async start(env: NodeJS.Dict<string>): Promise<AppProcess> {
    const app = await AppProcess.spawn(env);
    await until('the app answers', () => fetch(`${app.url}/api/livez`).then(answer => answer.ok));
    return app;
  }

  /** Starts it without waiting for an answer. */
  static async spawn(env: NodeJS.Dict<string>): Promise<AppProcess> {
    if (!existsSync(`${FOLDER}/server.js`)) throw new Error('Cannot find the built server: run "npm run build" first');
    const [port = 0] = await freePorts(1);
    const child = spawn(process.execPath, ['--import', './drain.mjs', 'server.js'], {
      cwd: FOLDER,
      env: { PATH: process.env.PATH, NODE_ENV: 'production', HOSTNAME: '127.0.0.1', PORT: String(port), ...env },
    });
    return new AppProcess(`http://127.0.0.1:${port}`, child);
  }

  get output(): string {
    return this.#output;
  }

  /** Asks it to end, and says how long it took and with which code. */
  async terminate(): Promise<{ milliseconds: number; code: number | null }> {
    const started = Date.now();
    const gone = this.exit();
    this.#child.kill('SIGTERM');
    const code = await gone;
    return { milliseconds: Date.now() - started, code };
  }

  /** Waits until it has ended. */
  async exit(): Promise<number | null> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) await once(this.#child, 'exit');
    return this.#child.exitCode;
  }

  kill(): void {
    this.#child.kill('SIGKILL');
  }
}
