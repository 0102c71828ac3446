import { Agent, fetch, Response } from 'undici';
import { Telemetry } from '../services/Telemetry';
import { ClusterConfig } from './ClusterConfig';

const connectTimeoutMs = 5_000;

/** Speaks to the API server of one cluster. */
export class ClusterClient {
  readonly #config: ClusterConfig;
  readonly #telemetry: Telemetry | undefined;
  readonly #agent: Agent;
  #calls = 0;

  static create(config: ClusterConfig, telemetry?: Telemetry): ClusterClient {
    return new ClusterClient(config, telemetry);
  }

  private constructor(config: ClusterConfig, telemetry: Telemetry | undefined) {
    this.#config = config;
    this.#telemetry = telemetry;
    this.#agent = new Agent({
      // A silent watch is the business of the reflector's own watchdog.
      bodyTimeout: 0,
      connect: {
        timeout: connectTimeoutMs,
        ca: config.ca,
        cert: config.certificate?.cert,
        key: config.certificate?.key,
        servername: config.serverName,
        rejectUnauthorized: !config.skipTlsVerify,
      },
    });
  }

  /** Requests sent since the start. */
  get calls(): number {
    return this.#calls;
  }

  /** Sends one GET; the caller reads or cancels the body. */
  async get(path: string, signal: AbortSignal): Promise<Response> {
    const token = await this.#config.token?.(signal);
    this.#calls += 1;
    let status = 0;
    try {
      const response = await fetch(new URL(joinPath(this.#config.url, path)), {
        dispatcher: this.#agent,
        signal,
        redirect: 'error',
        headers: {
          accept: 'application/json',
          'user-agent': 'backstage-service-health',
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        },
      });
      status = response.status;
      return response;
    } finally {
      this.#telemetry?.request(this.#config.name, status);
    }
  }

  async close(): Promise<void> {
    await this.#agent.destroy();
  }
}

function joinPath(base: string, path: string): string {
  return `${base.replace(/\/+$/, '')}${path}`;
}
