import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Redis } from 'ioredis';

import { redisAclRules } from '@/lib/redis-commands';
import type { TlsFiles } from './tls-files';
import { until } from './until';

/** The app's user in tests: it holds what the chart's ACL gives it, and the default user may do everything. */
export const APP_USER = { username: 'visit-tracker', password: 'test-password' } as const;

type Options = Readonly<{
  program: string;
  port: number;
  /** Lines for its configuration. */
  args?: readonly string[];
  /** The port of the primary to watch: it is a Sentinel then, and two of them decide. */
  sentinelOf?: number;
  /** It speaks TLS only, to its clients and to its like. */
  tls?: TlsFiles;
}>;

/** A real redis-server in a folder of its own. */
export class RedisProcess {
  readonly port: number;
  readonly #options: Options;
  readonly #folder: string;
  #child: ChildProcess | undefined;

  private constructor(options: Options, folder: string) {
    this.port = options.port;
    this.#options = options;
    this.#folder = folder;
  }

  static async start(options: Options): Promise<RedisProcess> {
    const folder = await mkdtemp(join(tmpdir(), 'visits-redis-'));
    const redis = new RedisProcess(options, folder);
    await redis.start();
    return redis;
  }

  /** Starts it again where it was, with the data that it had. */
  async start(): Promise<void> {
    const config = join(this.#folder, 'redis.conf');
    if (!this.#child) await writeFile(config, this.#config());
    const args = this.#options.sentinelOf ? [config, '--sentinel'] : [config];
    this.#child = spawn(this.#options.program, args, { stdio: 'ignore' });
    await until(`redis-server answers on port ${this.port}`, async () => (await this.ask('PING')) === 'PONG');
  }

  /** Sends one command as the administrator. */
  async ask(command: string, ...args: readonly string[]): Promise<unknown> {
    const client = new Redis({
      host: this.#options.tls ? 'localhost' : '127.0.0.1',
      port: this.port,
      lazyConnect: true,
      retryStrategy: null,
      disableClientInfo: true,
      tls: this.#options.tls && { ca: readFileSync(this.#options.tls.ca) },
    });
    client.on('error', () => {});
    try {
      await client.connect();
      return await client.call(command, ...args);
    } finally {
      client.disconnect();
    }
  }

  /** Ends it as a crash does: nothing is said to clients, nothing more is written. */
  async kill(): Promise<void> {
    if (!this.#child || this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const gone = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await gone;
  }

  /** Stops it where it is: connections stay, and nothing answers. */
  pause(): void {
    this.#child?.kill('SIGSTOP');
  }

  resume(): void {
    this.#child?.kill('SIGCONT');
  }

  async remove(): Promise<void> {
    await this.kill();
    await rm(this.#folder, { recursive: true, force: true });
  }

  #config(): string {
    return [
      `dir ${this.#folder}`,
      'bind 127.0.0.1',
      'protected-mode no',
      ...this.#listening(),
      ...(this.#options.sentinelOf ? this.#watching(this.#options.sentinelOf) : this.#storing()),
      ...(this.#options.args ?? []),
      '',
    ].join('\n');
  }

  #listening(): readonly string[] {
    const { tls } = this.#options;
    if (!tls) return [`port ${this.port}`];
    return [
      'port 0',
      `tls-port ${this.port}`,
      'tls-auth-clients no',
      'tls-replication yes',
      `tls-ca-cert-file ${tls.ca}`,
      `tls-cert-file ${tls.certificate}`,
      `tls-key-file ${tls.key}`,
    ];
  }

  #storing(): readonly string[] {
    const user = `user ${APP_USER.username} on >${APP_USER.password} ${redisAclRules('visits:').join(' ')}`;
    return ['save ""', 'appendonly yes', 'appendfsync always', user];
  }

  #watching(port: number): readonly string[] {
    return [
      `sentinel monitor mymaster 127.0.0.1 ${port} 2`,
      'sentinel down-after-milliseconds mymaster 1000',
      'sentinel failover-timeout mymaster 5000',
    ];
  }
}
