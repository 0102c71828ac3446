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
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const CONNECT_ATTEMPTS = 200;

/** What the StatefulSet sets in a container, POD_IP among it. */
export type PodEnvironment = Record<string, string> & { POD_IP: string };

/** A Redis that the chart's own start script started, with a pod's folders moved into one of this machine. */
export class RedisPod {
  readonly folder: string;
  readonly port: number;
  #environment: PodEnvironment;
  #server: ChildProcess | undefined;
  #keeper: ChildProcess | undefined;

  private constructor(
    folder: string,
    port: number,
    environment: PodEnvironment,
  ) {
    this.folder = folder;
    this.port = port;
    this.#environment = environment;
  }

  /** Copies the scripts and the passwords; `start` starts the server. */
  static async create(options: {
    scripts: string;
    passwords: Record<string, string>;
    environment: PodEnvironment;
    port: number;
  }): Promise<RedisPod> {
    const folder = await mkdtemp(join(tmpdir(), 'redis-pod-'));
    for (const name of ['scripts', 'data', 'run', 'secrets']) {
      await mkdir(join(folder, name));
    }
    const pod = new RedisPod(folder, options.port, options.environment);
    for (const name of await readdir(options.scripts)) {
      const text = await readFile(join(options.scripts, name), 'utf8');
      await writeFile(join(folder, 'scripts', name), pod.moved(text));
    }
    await pod.mount(options.passwords);
    return pod;
  }

  /** A script as it is inside of the pod, made to work in the pod's folder. */
  moved(script: string): string {
    return (
      script
        .replaceAll('/tmp/', join(this.folder, 'run/'))
        .replaceAll('/run/secrets/redis', join(this.folder, 'secrets'))
        .replaceAll('/run/redis', join(this.folder, 'run'))
        .replaceAll('/scripts', join(this.folder, 'scripts'))
        .replace(/^dir \/data$/m, `dir ${join(this.folder, 'data')}`)
        .replaceAll('/data/nodes.conf', join(this.folder, 'data/nodes.conf'))
        // Pods have an address each; here they share one machine, where names lead nowhere
        .replaceAll('127.0.0.1', '$POD_IP')
        .replaceAll('6379', String(this.port))
        .replace('endpoint-type hostname', 'endpoint-type ip')
        .replaceAll('pause=5', 'pause=1')
        .replace(
          /^(exec redis-server .*)$/m,
          `$1 --port ${this.port} --bind "$POD_IP"`,
        )
    );
  }

  /** Changes what the Secret holds, as the kubelet does; an undefined entry is gone. */
  async mount(passwords: Record<string, string | undefined>): Promise<void> {
    for (const [name, value] of Object.entries(passwords)) {
      const file = join(this.folder, 'secrets', name);
      if (value === undefined) await rm(file, { force: true });
      else await writeFile(file, value);
    }
  }

  /** Starts the container beside Redis that forms the cluster and takes over rotated passwords. */
  keep(): void {
    this.#keeper = spawn('sh', [join(this.folder, 'scripts/keeper.sh')], {
      env: this.environment,
      stdio: 'ignore',
      detached: true,
    });
  }

  /** Starts the server, or starts it again, and waits until it answers. */
  async start(): Promise<void> {
    this.#server = spawn('sh', [join(this.folder, 'scripts/start.sh')], {
      env: this.environment,
      stdio: 'ignore',
    });
    for (let attempt = 0; attempt < CONNECT_ATTEMPTS; attempt += 1) {
      // Whoever refuses an unknown user has loaded its data
      if (this.cli([], 'PING').includes('NOAUTH')) return;
      await new Promise(resolve => setTimeout(resolve, 50));
    }
    throw new Error('Redis did not start');
  }

  /** What its containers are told by the next ones that start. */
  tell(more: Partial<PodEnvironment>): void {
    this.#environment = Object.assign({}, this.#environment, more);
  }

  get environment(): PodEnvironment {
    return { PATH: process.env.PATH ?? '', ...this.#environment };
  }

  /** Ends both containers as a lost node does. */
  async kill(): Promise<void> {
    // With the pause that it sleeps in
    if (this.#keeper?.pid) process.kill(-this.#keeper.pid, 'SIGKILL');
    this.#keeper = undefined;
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
        ...['-h', this.#environment.POD_IP, '-p', String(this.port)],
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
    await this.kill();
    await rm(this.folder, { recursive: true, force: true });
  }
}
