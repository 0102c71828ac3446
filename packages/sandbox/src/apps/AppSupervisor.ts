import { join } from 'node:path';
import { z } from 'zod';
import { freePort } from '../process/freePort';
import { readJson } from '../process/readJson';
import { writeAtomically } from '../process/writeAtomically';
import { AppService } from './AppService';

/** Names the app of one service in one namespace. */
export interface AppName {
  name: string;
  namespace: string;
}

const portsSchema = z.record(z.string(), z.number());

/** Knows the apps of the generated services, and on which ports they answer. */
export class AppSupervisor {
  readonly #options: { home: string; firstPort: number };
  readonly #ports: Record<string, number>;
  readonly #services = new Map<string, AppService>();
  #turn: Promise<unknown> = Promise.resolve();

  static async open(options: {
    home: string;
    /** Services get the first free ports from here up. */
    firstPort: number;
  }): Promise<AppSupervisor> {
    const ports = await readJson(portsFile(options.home), portsSchema, {});
    return new AppSupervisor(options, ports);
  }

  private constructor(
    options: { home: string; firstPort: number },
    ports: Record<string, number>,
  ) {
    this.#options = options;
    this.#ports = ports;
  }

  find(app: AppName): AppService | undefined {
    return this.#services.get(key(app));
  }

  /** Address of a service that was declared. */
  url(app: AppName): string | undefined {
    return this.find(app) && `http://localhost:${this.#ports[key(app)]}`;
  }

  /** Give a service its port, the same as last time if it is free. */
  async declare(app: AppName): Promise<AppService> {
    return this.#inTurn(async () => {
      const found = this.find(app);
      if (found) {
        return found;
      }
      const { home, firstPort } = this.#options;
      const known = this.#ports[key(app)];
      const others = Object.entries(this.#ports)
        .filter(([other]) => other !== key(app))
        .map(([, port]) => port);
      const port = await freePort(known ?? firstPort, others);
      if (port !== known) {
        this.#ports[key(app)] = port;
        const text = JSON.stringify(this.#ports);
        await writeAtomically(portsFile(home), text);
      }
      const service = await AppService.open(port);
      this.#services.set(key(app), service);
      return service;
    });
  }

  /** End the processes of a service and free its port. */
  async withdraw(app: AppName): Promise<void> {
    await this.#inTurn(async () => {
      const found = this.find(app);
      this.#services.delete(key(app));
      await found?.close();
    });
  }

  async close(): Promise<void> {
    await this.#turn.catch(() => undefined);
    const services = [...this.#services.values()];
    await Promise.all(services.map(service => service.close()));
  }

  /** One change at a time, so that two services never get the same port. */
  async #inTurn<T>(change: () => Promise<T>): Promise<T> {
    const result = this.#turn.catch(() => undefined).then(change);
    this.#turn = result;
    return result;
  }
}

function portsFile(home: string): string {
  return join(home, 'app-ports.json');
}

function key({ name, namespace }: AppName): string {
  return `${namespace}/${name}`;
}
