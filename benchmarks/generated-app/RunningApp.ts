import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { anyFreePort } from '@paved-path/sandbox';

const startPatienceMs = 60_000;

/** A standalone server, in a process of its own on the first core. */
export class RunningApp {
  readonly url: string;
  /** From the start of the process to the first page, in milliseconds. */
  readonly coldStartMs: number;
  readonly #child: ChildProcess;

  private constructor(url: string, child: ChildProcess, coldStartMs: number) {
    this.url = url;
    this.#child = child;
    this.coldStartMs = coldStartMs;
  }

  /** Starts it as an image does, and waits for its first page. */
  static async start(folder: string, redisPort: number): Promise<RunningApp> {
    const port = await anyFreePort();
    const preload = existsSync(join(folder, 'drain.mjs'))
      ? ['--import', './drain.mjs']
      : [];
    const began = performance.now();
    const child = spawn(
      'taskset',
      ['-c', '0', process.execPath, ...preload, 'server.js'],
      {
        cwd: folder,
        stdio: 'ignore',
        env: {
          PATH: process.env.PATH,
          NODE_ENV: 'production',
          HOSTNAME: '127.0.0.1',
          PORT: String(port),
          REDIS_HOST: '127.0.0.1',
          REDIS_PORT: String(redisPort),
          KEEP_ALIVE_TIMEOUT: '620000',
          // The bare app waits as long as Redis takes; on a busy machine ours must not give up either
          REDIS_COMMAND_TIMEOUT_MS: '20000',
          REDIS_DEADLINE_MS: '30000',
        },
      },
    );
    const url = `http://127.0.0.1:${port}`;
    while (!(await answers(url))) {
      if (performance.now() - began > startPatienceMs) {
        throw new Error(`Cannot measure "${folder}": it does not start`);
      }
      await setTimeout(10);
    }
    return new RunningApp(url, child, performance.now() - began);
  }

  /** CPU time that its threads have used, in milliseconds. */
  cpuMs(): number {
    const threads = readdirSync(`/proc/${this.#child.pid}/task`);
    // To the nanosecond, where `stat` knows hundredths of a second
    return threads
      .map(id => Number(this.#read(`task/${id}/schedstat`).split(' ')[0]))
      .reduce((sum, nanoseconds) => sum + nanoseconds / 1_000_000, 0);
  }

  /** Resident memory in MiB. */
  memoryMiB(): number {
    const [, kibibytes = 0] = /VmRSS:\s+(\d+)/.exec(this.#read('status')) ?? [];
    return Number(kibibytes) / 1024;
  }

  /** Asks it to end; answers how long that took in milliseconds, or undefined when it was still there at `limitMs`. */
  async terminate(limitMs: number): Promise<number | undefined> {
    const began = performance.now();
    const ended = once(this.#child, 'exit').then(() => true);
    this.#child.kill('SIGTERM');
    const inTime = await Promise.race([ended, setTimeout(limitMs, false)]);
    if (inTime) {
      return performance.now() - began;
    }
    this.#child.kill('SIGKILL');
    await ended;
    return undefined;
  }

  #read(name: string): string {
    return readFileSync(`/proc/${this.#child.pid}/${name}`, 'utf8');
  }
}

async function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    async response => {
      await response.text();
      return response.ok;
    },
    () => false,
  );
}
