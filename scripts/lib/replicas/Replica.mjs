import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { paths } from '../paths.mjs';
import { sandboxEnvironment } from '../sandboxEnvironment.mjs';
import { startBackend } from '../startBackend.mjs';

const production = parse(
  readFileSync(
    join(paths.root, 'docs/production/app-config.production.yaml'),
    'utf8',
  ),
);

/** One replica of the portal: starts, answers and ends. */
export class Replica {
  #children;
  #options;
  #portal;
  #token;

  constructor(children, options) {
    this.#children = children;
    this.#options = options;
  }

  get #url() {
    return `http://127.0.0.1:${this.#options.port}`;
  }

  async start() {
    const { port, name, sandbox, home, prefix, postgres } = this.#options;
    const logs = join(paths.logs, `replica-${name}`);
    mkdirSync(logs, { recursive: true });
    this.#portal = await startBackend(this.#children, {
      port,
      // Both are one portal to people
      portalUrl: 'http://localhost:7801',
      configs: ['app-config.sandbox.yaml', 'app-config.postgres.yaml'],
      logs,
      env: {
        ...sandboxEnvironment(sandbox),
        ...postgres,
        SANDBOX_HOME: home,
        APP_CONFIG_scaffolder: JSON.stringify(production.scaffolder),
        APP_CONFIG_backend_database_prefix: prefix,
      },
    });
  }

  /** Ends it as Kubernetes does when it rolls out. */
  async stop() {
    await this.#children.stop(this.#portal);
  }

  /** Ends it as a node does that loses its power. */
  async kill() {
    process.kill(-this.#portal.pid, 'SIGKILL');
    await this.#portal.exited;
  }

  async signIn() {
    const { body } = await this.ask('/api/auth/guest/refresh');
    return body.backstageIdentity.token;
  }

  /** Goes on with a token that another replica gave. */
  use(token) {
    this.#token = token;
  }

  /** Answers `{ status, etag, body }`; anything but success is an error. */
  async ask(path, { method = 'GET', json } = {}) {
    const response = await fetch(`${this.#url}${path}`, {
      method,
      headers: {
        'content-type': 'application/json',
        ...(this.#token ? { authorization: `Bearer ${this.#token}` } : {}),
      },
      body: json && JSON.stringify(json),
      signal: AbortSignal.timeout(30_000),
    });
    const text = await response.text();
    if (!response.ok) {
      throw new Error(
        `Replica "${this.#options.name}" answered ${
          response.status
        } to ${method} ${path}: ${text}`,
      );
    }
    return {
      status: response.status,
      etag: response.headers.get('etag'),
      body: JSON.parse(text),
    };
  }
}
