import { join } from 'node:path';
import Redis from 'ioredis';
import { formCluster } from './formCluster';
import { RedisExit, RedisServer } from './RedisServer';
import { withRedis } from './withRedis';

/** Names the Redis of one service in one namespace. */
export interface RedisServiceName {
  name: string;
  namespace: string;
}

/** What the supervisor remembers of a Redis across restarts. */
export interface RedisServiceRecord extends RedisServiceName {
  mode: 'standalone' | 'cluster';
  ports: number[];
}

/** The redis-servers of one service in one namespace. */
export class RedisService {
  readonly record: RedisServiceRecord;
  readonly servers: RedisServer[];
  /** Faults that last until they are taken back. */
  #down = false;
  #full = false;
  #password: string | undefined;
  #forming: Promise<void> | undefined;

  static create(
    record: RedisServiceRecord,
    options: { binary: string; home: string },
  ): RedisService {
    return new RedisService(record, options);
  }

  private constructor(
    record: RedisServiceRecord,
    options: { binary: string; home: string },
  ) {
    this.record = record;
    this.servers = record.ports.map((port, index) =>
      RedisServer.create({
        binary: options.binary,
        port,
        cluster: record.mode === 'cluster',
        directory: join(
          options.home,
          record.namespace,
          record.name,
          String(index),
        ),
      }),
    );
  }

  /** Start one server; a cluster is formed once all of its servers run. */
  async start(index: number): Promise<{ exited: Promise<RedisExit> }> {
    const server = this.servers[index];
    if (!server) {
      throw new Error(
        `Cannot start Redis node ${index} of "${this.record.name}": it has ${this.servers.length}`,
      );
    }
    if (this.#down) {
      throw new Error('Redis is held down by a scenario of the sandbox');
    }
    const started = await server.start();
    await this.#applyFaults(server);
    if (
      this.record.mode === 'cluster' &&
      this.servers.every(({ running }) => running)
    ) {
      this.#form();
    }
    return started;
  }

  async stop(index: number): Promise<void> {
    await this.servers[index]?.stop();
  }

  async ready(index: number): Promise<boolean> {
    const server = this.servers[index];
    return server ? server.ping() : false;
  }

  /**
   * Resolves when a cluster that was asked to form is formed.
   *
   * @throws Error when its nodes do not agree; the next start tries again
   */
  async settled(): Promise<void> {
    await this.#forming;
  }

  /** Keep every server ended, or let them start again. */
  async setDown(down: boolean): Promise<void> {
    this.#down = down;
    if (down) {
      await Promise.all(this.servers.map(server => server.kill()));
    }
  }

  /** Refuse writes for lack of memory, or accept them again. */
  async setFull(full: boolean): Promise<void> {
    this.#full = full;
    await this.#applyToAll();
  }

  /** Ask for a password that no client knows, or for none. */
  async setPassword(password: string | undefined): Promise<void> {
    const before = this.#password;
    this.#password = password;
    await this.#applyToAll(before);
  }

  /** Let every server hang, or go on. */
  setFrozen(frozen: boolean): void {
    this.servers.forEach(server => server.freeze(frozen));
  }

  /** End one node at once: the primary with the lowest number. */
  async killOne(): Promise<number> {
    const roles = await Promise.all(
      this.servers.map(({ port }) =>
        withRedis({ port, password: this.#password }, redis =>
          redis.role(),
        ).catch(() => []),
      ),
    );
    const index = Math.max(
      roles.findIndex(role => role[0] === 'master'),
      0,
    );
    await this.servers[index]?.kill();
    return index;
  }

  async close(): Promise<void> {
    await Promise.all(this.servers.map(server => server.stop()));
  }

  #form(): void {
    if (!this.#forming) {
      const forming = formCluster(this.record.ports);
      this.#forming = forming;
      forming.catch(() => {
        if (this.#forming === forming) {
          this.#forming = undefined;
        }
      });
    }
  }

  async #applyToAll(passwordBefore?: string): Promise<void> {
    const running = this.servers.filter(server => server.running);
    await Promise.all(
      running.map(server => this.#applyFaults(server, passwordBefore)),
    );
  }

  async #applyFaults(
    server: RedisServer,
    passwordBefore?: string,
  ): Promise<void> {
    const { port } = server;
    await withRedis({ port, password: passwordBefore }, async redis => {
      const limit = this.#full ? await belowUse(redis) : '64mb';
      await redis.config('SET', 'maxmemory', limit);
      await redis.config('SET', 'requirepass', this.#password ?? '');
      if (this.#password) {
        await redis.call('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes');
      }
    });
  }
}

/** A limit a little under what is in use, so that each write is refused. */
async function belowUse(redis: Redis): Promise<string> {
  const text = await redis.info('memory');
  const used = Number(/used_memory:(\d+)/.exec(text)?.[1] ?? 0);
  return String(Math.max(Math.floor(used * 0.95), 1));
}
