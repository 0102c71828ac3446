import { randomUUID } from 'node:crypto';
import { ArgocdAccount } from './ArgocdAccount';
import { GrpcError } from './GrpcError';
import { matches } from './projectRefusals';

/** The account behind a request. */
export interface Caller {
  name: string;
  policies?: string[];
}

const lockoutFailures = 5;
const lockoutMs = 300_000;

/** Sessions, tokens and the account policies. */
export class Authorizer {
  readonly #accounts: Record<string, ArgocdAccount>;
  readonly #sessions = new Map<string, string>();
  readonly #failures = new Map<string, number[]>();
  readonly #clock: { now(): number };

  static create(options: {
    accounts: Record<string, ArgocdAccount>;
    clock: { now(): number };
  }): Authorizer {
    return new Authorizer(options.accounts, options.clock);
  }

  private constructor(
    accounts: Record<string, ArgocdAccount>,
    clock: { now(): number },
  ) {
    this.#accounts = accounts;
    this.#clock = clock;
  }

  /** Open a session; a locked account gets the same words as a wrong password. */
  login(username: string, password: string): { token: string } {
    const account = this.#accounts[username];
    const since = this.#clock.now() - lockoutMs;
    const failures = (this.#failures.get(username) ?? []).filter(
      time => time > since,
    );
    const locked = failures.length >= lockoutFailures;
    if (locked || !account?.password || account.password !== password) {
      this.#failures.set(username, [...failures, this.#clock.now()]);
      throw new GrpcError('Unauthenticated', 'Invalid username or password');
    }
    const token = randomUUID();
    this.#sessions.set(token, username);
    return { token };
  }

  /** End all sessions, as a restart with a new signing key would. */
  endSessions(): void {
    this.#sessions.clear();
  }

  /** Who a request comes from. */
  caller(authorization: string | undefined): Caller {
    const token = authorization?.replace(/^Bearer /i, '') ?? '';
    const name =
      this.#sessions.get(token) ??
      Object.entries(this.#accounts).find(
        ([, account]) => account.token === token && token !== '',
      )?.[0];
    if (name === undefined) {
      throw new GrpcError('Unauthenticated', 'no session information');
    }
    return { name, policies: this.#accounts[name]?.policies };
  }

  /** Whether a caller may do something. */
  can(
    caller: Caller,
    resource: string,
    action: string,
    object: string,
  ): boolean {
    return (
      caller.policies === undefined ||
      caller.policies.some(line => {
        const [r = '', a = '', o = ''] = line.split(',').map(x => x.trim());
        return matches(r, resource) && matches(a, action) && matches(o, object);
      })
    );
  }

  /** Refuse with the verbose text, which names the missing policy. */
  enforce(caller: Caller, resource: string, action: string, object: string) {
    if (!this.can(caller, resource, action, object)) {
      const issued = new Date(this.#clock.now()).toISOString();
      throw new GrpcError(
        'PermissionDenied',
        `permission denied: ${resource}, ${action}, ${object}, sub: ${caller.name}, iat: ${issued}`,
      );
    }
  }
}
