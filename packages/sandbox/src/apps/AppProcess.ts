import { ChildProcess, spawn } from 'node:child_process';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { childEnvironment } from '../process/childEnvironment';

/** How an app's process ended. */
export interface AppExit {
  exitCode: number;
  message: string;
}

/** Options of `AppProcess`. */
export interface AppProcessOptions {
  /** Folder of the image. */
  directory: string;
  port: number;
  env: Record<string, string>;
}

const stopTimeoutMs = 10_000;
const keptLines = 500;
// The process ends with the sandbox, also when that is killed.
const endWithParent =
  "data:text/javascript,process.once('disconnect',()=>process.kill(process.pid,'SIGTERM'))";

/** One real process of a generated service. */
export class AppProcess {
  readonly port: number;
  readonly exited: Promise<AppExit>;
  readonly #child: ChildProcess;
  #lines: string[] = [];
  #running = true;

  static async start(options: AppProcessOptions): Promise<AppProcess> {
    const drain = await access(join(options.directory, 'drain.mjs')).then(
      () => ['--import', './drain.mjs'],
      () => [],
    );
    const args = ['--import', endWithParent, ...drain, 'server.js'];
    const child = spawn(process.execPath, args, {
      cwd: options.directory,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: childEnvironment({
        NODE_ENV: 'production',
        ...options.env,
        PORT: String(options.port),
        HOSTNAME: '127.0.0.1',
      }),
    });
    return new AppProcess(child, options.port);
  }

  private constructor(child: ChildProcess, port: number) {
    this.#child = child;
    this.port = port;
    child.stdout?.on('data', chunk => this.#keep(chunk));
    child.stderr?.on('data', chunk => this.#keep(chunk));
    this.exited = new Promise(resolve => {
      child.on('error', error => {
        this.#running = false;
        resolve({ exitCode: 127, message: error.message });
      });
      child.on('exit', (code, signal) => {
        this.#running = false;
        resolve({
          exitCode: code ?? (signal === 'SIGKILL' ? 137 : 143),
          message: signal ? `Ended by ${signal}` : this.#lines.at(-1) ?? '',
        });
      });
    });
  }

  get running(): boolean {
    return this.#running;
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** What it printed lately. */
  get output(): string {
    return this.#lines.join('\n');
  }

  /** Ask its readiness probe; throws what a kubelet would say. */
  async ready(): Promise<boolean> {
    const url = `http://127.0.0.1:${this.port}/api/readyz`;
    const response = await fetch(url, { signal: AbortSignal.timeout(2000) });
    await response.body?.cancel();
    if (!response.ok) {
      throw new Error(`HTTP probe failed with statuscode: ${response.status}`);
    }
    return true;
  }

  async stop(): Promise<void> {
    if (this.#running) {
      this.#child.kill('SIGTERM');
      const timer = setTimeout(
        () => this.#child.kill('SIGKILL'),
        stopTimeoutMs,
      );
      await this.exited;
      clearTimeout(timer);
    }
  }

  #keep(chunk: Buffer): void {
    const lines = chunk.toString().trimEnd().split('\n');
    this.#lines = [...this.#lines, ...lines].slice(-keptLines);
  }
}
