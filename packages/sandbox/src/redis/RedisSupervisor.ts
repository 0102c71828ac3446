import { join } from 'node:path';
import { stringify } from 'yaml';
import { z } from 'zod';
import { freePort } from '../process/freePort';
import { readJson } from '../process/readJson';
import { writeAtomically } from '../process/writeAtomically';
import {
  RedisService,
  RedisServiceName,
  RedisServiceRecord,
} from './RedisService';

const recordsSchema = z.array(
  z.object({
    name: z.string(),
    namespace: z.string(),
    mode: z.enum(['standalone', 'cluster']),
    ports: z.array(z.number()),
  }),
);

/** Nodes of a Redis Cluster talk to each other on a second port, this much higher. */
const clusterBusOffset = 10_000;

/** Options of `RedisSupervisor`. */
export interface RedisSupervisorOptions {
  /** Folder of the sandbox's state. */
  home: string;
  /** Path of redis-server. */
  binary: string;
  /** Servers get the first free ports from here up. @defaultValue 7300 */
  firstPort?: number;
}

/**
 * Knows the Redis of every service: on which ports it lies, and since when.
 *
 * The list for the portal is `redis-instances.yaml` in the state folder.
 */
export class RedisSupervisor {
  readonly #options: RedisSupervisorOptions;
  /** Ports are kept when a service is withdrawn, so that its data is found again. */
  #records: RedisServiceRecord[];
  readonly #services = new Map<string, RedisService>();
  #turn: Promise<unknown> = Promise.resolve();

  static async open(options: RedisSupervisorOptions): Promise<RedisSupervisor> {
    const file = recordsFile(options.home);
    const records = await readJson(file, recordsSchema, []);
    const supervisor = new RedisSupervisor(options, records);
    await supervisor.#publish();
    return supervisor;
  }

  private constructor(
    options: RedisSupervisorOptions,
    records: RedisServiceRecord[],
  ) {
    this.#options = options;
    this.#records = records;
  }

  /** The Redis of a service, if it was declared. */
  find(service: RedisServiceName): RedisService | undefined {
    return this.#services.get(key(service));
  }

  list(): RedisService[] {
    return [...this.#services.values()];
  }

  /** Give a service its Redis: ports and a place in the list, no process yet. */
  async declare(
    service: RedisServiceName,
    options: { nodes: number },
  ): Promise<RedisService> {
    return this.#inTurn(async () => {
      const found = this.find(service);
      if (found && found.servers.length === options.nodes) {
        return found;
      }
      await found?.close();
      const record = await this.#record(service, options.nodes);
      const { binary, home } = this.#options;
      const redisHome = join(home, 'redis');
      const made = RedisService.create(record, { binary, home: redisHome });
      this.#services.set(key(service), made);
      await this.#publish();
      return made;
    });
  }

  /** Stop the Redis of a service and take it off the list; its data stays. */
  async withdraw(service: RedisServiceName): Promise<void> {
    await this.#inTurn(async () => {
      const found = this.find(service);
      if (found) {
        this.#services.delete(key(service));
        await this.#publish();
        await found.close();
      }
    });
  }

  async close(): Promise<void> {
    await this.#turn.catch(() => undefined);
    await Promise.all(this.list().map(service => service.close()));
  }

  async #record(
    service: RedisServiceName,
    nodes: number,
  ): Promise<RedisServiceRecord> {
    const known = this.#records.find(record => key(record) === key(service));
    if (known && known.ports.length === nodes) {
      return known;
    }
    const others = this.#records.filter(record => record !== known);
    const taken = others.flatMap(({ ports }) => ports);
    const ports: number[] = [];
    while (ports.length < nodes) {
      const from = this.#options.firstPort ?? 7300;
      const busOffset = nodes > 1 ? clusterBusOffset : 0;
      ports.push(await freePort(from, [...taken, ...ports], busOffset));
    }
    const { name, namespace } = service;
    const mode = nodes > 1 ? 'cluster' : 'standalone';
    const record: RedisServiceRecord = { name, namespace, mode, ports };
    this.#records = [...others, record];
    await writeAtomically(
      recordsFile(this.#options.home),
      JSON.stringify(this.#records),
    );
    return record;
  }

  async #publish(): Promise<void> {
    const instances = this.list().map(({ record }) => ({
      name: `${record.name}.${record.namespace}`,
      host: '127.0.0.1',
      port: record.ports[0],
      mode: record.mode,
      match: { name: record.name, namespace: record.namespace },
    }));
    await writeAtomically(
      join(this.#options.home, 'redis-instances.yaml'),
      stringify(instances),
    );
  }

  /** One change at a time, so that two services never get the same port. */
  async #inTurn<T>(change: () => Promise<T>): Promise<T> {
    const result = this.#turn.catch(() => undefined).then(change);
    this.#turn = result;
    return result;
  }
}

function recordsFile(home: string): string {
  return join(home, 'redis', 'services.json');
}

function key({ name, namespace }: RedisServiceName): string {
  return `${namespace}/${name}`;
}
