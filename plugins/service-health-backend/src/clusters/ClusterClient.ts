import { Agent, fetch, Response } from 'undici';
import { ClusterConfig } from './ClusterConfig';

const connectTimeoutMs = 5_000;

/** Speaks to the API server of one cluster. */
export class ClusterClient {
  readonly #config: ClusterConfig;
  readonly #agent: Agent;
  #calls = 0;

  static create(config: ClusterConfig): ClusterClient {
    return new ClusterClient(config);
  }

  private constructor(config: ClusterConfig) {
    this.#config = config;
    this.#agent = new Agent({
      // A silent watch is the business of the reflector's own watchdog.
      bodyTimeout: 0,
      connect: {
        timeout: connectTimeoutMs,
        ca: config.ca,
        cert: config.certificate?.cert,
        key: config.certificate?.key,
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
    const token = await this.#config.token?.();
    this.#calls += 1;
    return await fetch(new URL(joinPath(this.#config.url, path)), {
      dispatcher: this.#agent,
      signal,
      redirect: 'error',
      headers: {
        accept: 'application/json',
        'user-agent': 'backstage-service-health',
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
    });
  }

  async close(): Promise<void> {
    await this.#agent.destroy();
  }
}

function joinPath(base: string, path: string): string {
  return `${base.replace(/\/+$/, '')}${path}`;
}
