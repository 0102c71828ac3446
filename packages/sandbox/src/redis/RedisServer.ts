import { ChildProcess, spawn } from 'node:child_process';
import { mkdir, realpath } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { withRedis } from './withRedis';

/** How a redis-server process ended. */
export interface RedisExit {
  exitCode: number;
  message: string;
}

/** Options of `RedisServer`. */
export interface RedisServerOptions {
  binary: string;
  /** Folder of its append-only file; kept across restarts. */
  directory: string;
  port: number;
  cluster: boolean;
}

const neverStarted: RedisExit = { exitCode: 127, message: 'Not started' };
const startTimeoutMs = 15_000;
const stopTimeoutMs = 5_000;

/** One real redis-server process, which can be started again after it ended. */
export class RedisServer {
  readonly port: number;
  readonly #options: RedisServerOptions;
  #child: ChildProcess | undefined;
  #exit: Promise<RedisExit> | undefined;

  static create(options: RedisServerOptions): RedisServer {
    return new RedisServer(options);
  }

  private constructor(options: RedisServerOptions) {
    this.#options = options;
    this.port = options.port;
  }

  get running(): boolean {
    return this.#child !== undefined;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** Start it unless it runs; resolves when it answers, with its end. */
  async start(): Promise<{ exited: Promise<RedisExit> }> {
    if (!this.#child || !this.#exit) {
      await mkdir(this.#options.directory, { recursive: true });
      await this.#endOrphan();
      this.#launch();
    }
    const exited = this.#exit ?? Promise.resolve(neverStarted);
    await Promise.race([this.#untilAnswering(), exited.then(failStart)]);
    return { exited };
  }

  /** Whether it answers a ping; one that asks for a password is alive too. */
  async ping(): Promise<boolean> {
    return withRedis(this.#options, redis => redis.ping()).then(
      () => true,
      error => /NOAUTH|WRONGPASS/.test(String(error)),
    );
  }

  async stop(): Promise<void> {
    const child = this.#child;
    if (!child) {
      return;
    }
    child.kill('SIGCONT');
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), stopTimeoutMs);
    await this.#exit;
    clearTimeout(timer);
  }

  /** End it at once, as a crash or a lost machine does. */
  async kill(): Promise<void> {
    this.#child?.kill('SIGKILL');
    await this.#exit;
  }

  /** Let it hold its connections and answer nothing, or go on. */
  freeze(frozen: boolean): void {
    this.#child?.kill(frozen ? 'SIGSTOP' : 'SIGCONT');
  }

  #launch(): void {
    const { binary, directory } = this.#options;
    const child = spawn(binary, this.#arguments(), {
      cwd: directory,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    let last = '';
    const keepLast = (chunk: Buffer) => {
      last = chunk.toString().trim().split('\n').at(-1) ?? last;
    };
    child.stdout.on('data', keepLast);
    child.stderr.on('data', keepLast);
    this.#exit = new Promise(resolve => {
      const end = (exitCode: number, message: string) => {
        if (this.#child === child) {
          this.#child = undefined;
        }
        resolve({ exitCode, message });
      };
      child.on('error', error => end(127, error.message));
      child.on('exit', (code, signal) =>
        end(code ?? 137, signal ? `Ended by ${signal}` : last),
      );
    });
  }

  #arguments(): string[] {
    const { directory, port, cluster } = this.#options;
    const settings: Record<string, string> = {
      port: String(port),
      bind: '127.0.0.1',
      dir: directory,
      daemonize: 'no',
      save: '',
      appendonly: 'yes',
      appendfsync: 'everysec',
      maxmemory: '64mb',
      'maxmemory-policy': 'noeviction',
      ...(cluster
        ? {
            'cluster-enabled': 'yes',
            'cluster-config-file': 'nodes.conf',
            'cluster-node-timeout': '3000',
            'cluster-require-full-coverage': 'no',
          }
        : {}),
    };
    return Object.entries(settings).flatMap(([key, value]) => [
      `--${key}`,
      value,
    ]);
  }

  async #untilAnswering(): Promise<void> {
    const deadline = Date.now() + startTimeoutMs;
    while (!(await this.ping())) {
      if (Date.now() > deadline) {
        throw new Error(
          `Cannot start redis-server on port ${this.port}: it does not answer`,
        );
      }
      await sleep(50);
    }
  }

  /** End the server that a sandbox that was killed left behind, if it is ours. */
  async #endOrphan(): Promise<void> {
    const own = await realpath(this.#options.directory);
    const directory = await withRedis(this.#options, async redis => {
      const answer = await redis.config('GET', 'dir');
      return Array.isArray(answer) ? String(answer[1]) : '';
    }).catch(() => '');
    if (directory !== own) {
      return;
    }
    await withRedis(this.#options, redis => redis.shutdown('SAVE')).catch(
      () => undefined,
    );
    const deadline = Date.now() + stopTimeoutMs;
    while ((await this.ping()) && Date.now() < deadline) {
      await sleep(50);
    }
  }
}

function failStart(exit: RedisExit): never {
  throw new Error(
    `Cannot start redis-server: it ended with code ${exit.exitCode}: ${exit.message}`,
  );
}
