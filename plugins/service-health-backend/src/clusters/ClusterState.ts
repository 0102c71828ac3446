import { Source } from '@paved-path/backstage-plugin-service-health-common';
import { ClusterConfig } from './ClusterConfig';
import { describeFailure } from './describeFailure';
import { Kind, requiredKinds } from './kinds';
import { KubernetesError } from './KubernetesError';

interface Failure {
  status: 'error' | 'forbidden';
  reason: string;
  nextTryAt: number;
  /** Failures in a row. */
  attempts: number;
}

// One cut watch is everyday life and mended in a moment: no reason to say
// that a whole cluster is unknown.
const patience = 3;

/** How fresh a cluster's records are, and why they are not. */
export class ClusterState {
  readonly #config: ClusterConfig;
  readonly #onChange: () => void;
  readonly #clock: () => number;
  readonly #listed = new Set<Kind>();
  readonly #settled = new Set<Kind>();
  readonly #failures = new Map<Kind, Failure>();
  readonly #synced: Promise<void>;
  #resolveSynced = () => {};
  #silence: Failure | undefined;
  #heardAt: number | undefined;

  static create(options: {
    config: ClusterConfig;
    onChange: () => void;
    clock: () => number;
  }): ClusterState {
    return new ClusterState(options);
  }

  private constructor(options: {
    config: ClusterConfig;
    onChange: () => void;
    clock: () => number;
  }) {
    this.#config = options.config;
    this.#onChange = options.onChange;
    this.#clock = options.clock;
    this.#synced = new Promise(resolve => {
      this.#resolveSynced = resolve;
    });
    if (this.#config.problem !== undefined) {
      this.#resolveSynced();
    }
  }

  get synced(): Promise<void> {
    return this.#synced;
  }

  get everSynced(): boolean {
    return requiredKinds.every(kind => this.#listed.has(kind));
  }

  /** When the server was heard last, in ms since 1970. */
  get heardAt(): number | undefined {
    return this.#heardAt;
  }

  heard(kind?: Kind): void {
    this.#heardAt = this.#clock();
    const silent = this.#silence !== undefined;
    const failed = kind !== undefined && this.#failures.delete(kind);
    this.#silence = undefined;
    if (failed || silent) {
      this.#onChange();
    }
  }

  listed(kind: Kind): void {
    const first = !this.#listed.has(kind);
    this.#listed.add(kind);
    this.#settle(kind);
    if (first && this.everSynced) {
      this.#onChange();
    }
  }

  failed(kind: Kind, error: unknown, nextTryAt: number): void {
    const forbidden =
      error instanceof KubernetesError &&
      (error.status === 403 || error.status === 401);
    const before = this.#worstFailure()?.reason;
    this.#failures.set(kind, {
      status: forbidden ? 'forbidden' : 'error',
      reason: describeFailure(error, { kind, cluster: this.#config.name }),
      nextTryAt,
      attempts: (this.#failures.get(kind)?.attempts ?? 0) + 1,
    });
    this.#settle(kind);
    if (before !== this.#worstFailure()?.reason) {
      this.#onChange();
    }
  }

  /** The server itself does not answer any more. */
  silent(error: unknown, nextTryAt: number): void {
    const first = this.#silence === undefined;
    this.#silence = {
      status: 'error',
      reason: describeFailure(error, { cluster: this.#config.name }),
      nextTryAt,
      attempts: 1,
    };
    if (first) {
      this.#onChange();
    }
  }

  source(refusal: string | undefined): Source {
    const failure = this.#silence ?? this.#worstFailure();
    const waiting = !this.everSynced && failure === undefined;
    const observedAt =
      this.#heardAt === undefined
        ? undefined
        : new Date(this.#heardAt).toISOString();
    const problem = this.#config.problem ?? refusal;
    return {
      id: `kubernetes:${this.#config.name}`,
      kind: 'kubernetes',
      title: this.#config.name,
      status:
        (problem !== undefined && 'error') ||
        failure?.status ||
        (waiting ? 'error' : 'ok'),
      observedAt,
      reason:
        problem ??
        failure?.reason ??
        (waiting
          ? `${
              this.#config.name
            } did not answer yet: wait, or check that the portal can reach it`
          : undefined),
      nextTryAt: failure && new Date(failure.nextTryAt).toISOString(),
    };
  }

  /** A kind that is only nice to have never makes a cluster unknown. */
  #worstFailure(): Failure | undefined {
    return requiredKinds
      .flatMap(kind => {
        const failure = this.#failures.get(kind);
        const counts =
          failure !== undefined &&
          (failure.status === 'forbidden' ||
            failure.attempts >= patience ||
            !this.#listed.has(kind));
        return counts ? [failure] : [];
      })
      .sort((a, b) =>
        a.status === b.status ? 0 : (a.status === 'forbidden' && -1) || 1,
      )[0];
  }

  #settle(kind: Kind): void {
    this.#settled.add(kind);
    if (requiredKinds.every(one => this.#settled.has(one))) {
      this.#resolveSynced();
    }
  }
}
