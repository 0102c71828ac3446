import { ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  writeFile,
} from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const CONNECT_ATTEMPTS = 100;

/** A Redis that the chart's own start script started, with a pod's folders moved into one of this machine. */
export class RedisPod {
  readonly port: number;
  readonly #folder: string;
  readonly #environment: Record<string, string>;
  #server: ChildProcess | undefined;
  #keeper: ChildProcess | undefined;

  private constructor(
    folder: string,
    port: number,
    environment: Record<string, string>,
  ) {
    this.#folder = folder;
    this.port = port;
    this.#environment = environment;
  }

  /** Copies the scripts and the passwords; `start` starts the server. */
  static async create(options: {
    scripts: string;
    passwords: Record<string, string>;
    environment: Record<string, string>;
  }): Promise<RedisPod> {
    const folder = await mkdtemp(join(tmpdir(), 'redis-pod-'));
    const port = await freePort();
    for (const name of ['scripts', 'data', 'run', 'secrets']) {
      await mkdir(join(folder, name));
    }
    for (const name of await readdir(options.scripts)) {
      const text = await readFile(join(options.scripts, name), 'utf8');
      await writeFile(
        join(folder, 'scripts', name),
        text
          .replaceAll('/run/secrets/redis', join(folder, 'secrets'))
          .replaceAll('/run/redis', join(folder, 'run'))
          .replaceAll('/scripts', join(folder, 'scripts'))
          .replaceAll('-p 6379', `-p ${port}`)
          .replaceAll('pause=5', 'pause=1')
          .replace(/^dir \/data$/m, `dir ${join(folder, 'data')}`)
          .replace(/^(exec redis-server .*)$/m, `$1 --port ${port}`),
      );
    }
    const pod = new RedisPod(folder, port, options.environment);
    await pod.mount(options.passwords);
    return pod;
  }

  /** Changes what the Secret holds, as the kubelet does; an undefined entry is gone. */
  async mount(passwords: Record<string, string | undefined>): Promise<void> {
    for (const [name, value] of Object.entries(passwords)) {
      const file = join(this.#folder, 'secrets', name);
      if (value === undefined) await rm(file, { force: true });
      else await writeFile(file, value);
    }
  }

  /** Starts the container beside Redis that takes over rotated passwords. */
  keep(): void {
    this.#keeper = spawn('sh', [join(this.#folder, 'scripts/keeper.sh')], {
      env: { PATH: process.env.PATH, ...this.#environment },
      stdio: 'ignore',
      detached: true,
    });
  }

  /** Starts the server, or starts it again, and waits until it answers. */
  async start(): Promise<void> {
    this.#server = spawn('sh', [join(this.#folder, 'scripts/start.sh')], {
      env: { PATH: process.env.PATH, ...this.#environment },
      stdio: 'ignore',
    });
    for (let attempt = 0; attempt < CONNECT_ATTEMPTS; attempt += 1) {
      // Whoever refuses an unknown user has loaded its data
      if (this.cli([], 'PING').includes('NOAUTH')) return;
      await new Promise(resolve => setTimeout(resolve, 50));
    }
    throw new Error('Redis did not start');
  }

  /** Ends the server as a lost node does. */
  async kill(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (!server) return;
    const ended = once(server, 'exit');
    server.kill('SIGKILL');
    await ended;
  }

  /** What redis-cli prints. */
  cli(login: readonly [] | readonly [string, string], ...command: string[]) {
    const [user, password] = login;
    const { stdout } = spawnSync(
      'redis-cli',
      [
        '-p',
        String(this.port),
        '--no-auth-warning',
        ...(user ? ['--user', user] : []),
        ...command,
      ],
      {
        encoding: 'utf8',
        env: {
          PATH: process.env.PATH,
          ...(password ? { REDISCLI_AUTH: password } : {}),
        },
      },
    );
    return stdout.trim();
  }

  async remove(): Promise<void> {
    // With the pause that it sleeps in
    if (this.#keeper?.pid) process.kill(-this.#keeper.pid, 'SIGKILL');
    await this.kill();
    await rm(this.#folder, { recursive: true, force: true });
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') {
    throw new Error('The machine gave no port');
  }
  return address.port;
}
