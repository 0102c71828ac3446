import { Application } from './Application';
import { ApplicationReconciler } from './ApplicationReconciler';
import { ArgocdState } from './ArgocdState';
import { Comparison, Refresher } from './Refresher';
import { SyncOperation } from './SyncOperation';
import { canSync } from './SyncWindow';
import { windowsOf } from './windowsOf';

/** Finalizers that Argo CD acts on; any other one keeps an object for good. */
export const knownFinalizers = [
  'resources-finalizer.argocd.argoproj.io',
  'resources-finalizer.argocd.argoproj.io/foreground',
  'resources-finalizer.argocd.argoproj.io/background',
];

/** What an operation is asked to do. */
export interface SyncRequest {
  revision?: string;
  prune: boolean;
  automated: boolean;
}

/** The loop that refreshes, syncs and deletes Applications. */
export class ApplicationController {
  readonly #state: ArgocdState;
  readonly #reconciler: ApplicationReconciler;
  readonly #refresher: Refresher;
  readonly #onSync: (application: Application, revision: string) => void;
  readonly #chains = new Map<string, Promise<void>>();
  readonly #operations = new Map<string, SyncOperation>();
  readonly #stop = new AbortController();
  #timer: NodeJS.Timeout | undefined;

  static create(options: {
    state: ArgocdState;
    reconciler: ApplicationReconciler;
    refresher: Refresher;
    onSync?: (application: Application, revision: string) => void;
  }): ApplicationController {
    return new ApplicationController(options);
  }

  private constructor(options: {
    state: ArgocdState;
    reconciler: ApplicationReconciler;
    refresher: Refresher;
    onSync?: (application: Application, revision: string) => void;
  }) {
    this.#state = options.state;
    this.#reconciler = options.reconciler;
    this.#refresher = options.refresher;
    this.#onSync = options.onSync ?? (() => {});
  }

  start(intervalMs: number): void {
    const tick = async () => {
      await this.refreshAll();
      if (!this.#stop.signal.aborted) {
        this.#timer = setTimeout(tick, intervalMs);
      }
    };
    this.#timer = setTimeout(tick, intervalMs);
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    clearTimeout(this.#timer);
    await Promise.allSettled([
      ...this.#chains.values(),
      ...[...this.#operations.values()].map(operation => operation.done),
    ]);
  }

  async refreshAll(): Promise<void> {
    await Promise.all(
      [...this.#state.applications.keys()].map(key => this.refresh(key)),
    );
  }

  /** Refresh one Application; refreshes of the same one follow each other. */
  refresh(key: string): Promise<void> {
    const previous = this.#chains.get(key) ?? Promise.resolve();
    const next = previous.then(() => this.#refreshNow(key)).catch(() => {});
    this.#chains.set(key, next);
    return next.finally(() => {
      if (this.#chains.get(key) === next) {
        this.#chains.delete(key);
      }
    });
  }

  isSyncing(key: string): boolean {
    return this.#operations.has(key);
  }

  /** Start to sync; the caller checked that nothing is under way. */
  sync(key: string, request: SyncRequest): void {
    const application = this.#state.applications.get(key);
    if (!application || this.#stop.signal.aborted) {
      return;
    }
    const operation = SyncOperation.start({
      key,
      request,
      state: this.#state,
      reconciler: this.#reconciler,
      refresher: this.#refresher,
      stop: this.#stop.signal,
      onSync: this.#onSync,
    });
    this.#operations.set(key, operation);
    operation.done.finally(() => {
      this.#operations.delete(key);
      return this.refresh(key);
    });
  }

  /** Ask a running operation to end; false when there is none. */
  terminate(key: string): boolean {
    const operation = this.#operations.get(key);
    operation?.terminate();
    return operation !== undefined;
  }

  async #refreshNow(key: string): Promise<void> {
    const application = this.#state.applications.get(key);
    if (!application || this.#stop.signal.aborted) {
      return;
    }
    if (application.metadata.deletionTimestamp) {
      await this.#finishDeletion(application);
      return;
    }
    const comparison = await this.#refresher.compare(
      application,
      this.#stop.signal,
    );
    const current = this.#state.applications.get(key);
    if (!current || this.#stop.signal.aborted) {
      return;
    }
    this.#state.putApplication({
      ...current,
      status: {
        ...comparison.status,
        operationState: current.status.operationState,
      },
    });
    this.#autoSync(key, current, comparison);
  }

  #autoSync(key: string, application: Application, comparison: Comparison) {
    const automated = application.spec.syncPolicy?.automated;
    const { target, status } = comparison;
    if (
      !automated ||
      automated.enabled === false ||
      !target ||
      status.sync?.status !== 'OutOfSync' ||
      this.#operations.has(key) ||
      alreadyFailed(application, target.revisions) ||
      this.#isHeldBack(application)
    ) {
      return;
    }
    if (alreadySynced(application, target.revisions) && !automated.selfHeal) {
      return;
    }
    this.sync(key, { prune: automated.prune ?? false, automated: true });
  }

  /** A sync window keeps Argo CD from syncing; nothing in the status says so. */
  #isHeldBack(application: Application): boolean {
    const windows = windowsOf(this.#state, application);
    return !canSync(windows, { isManual: false, now: this.#state.now() });
  }

  async #finishDeletion(application: Application): Promise<void> {
    const { metadata } = application;
    const finalizers = metadata.finalizers ?? [];
    if (finalizers.some(finalizer => knownFinalizers.includes(finalizer))) {
      await this.#reconciler.remove(application);
    }
    const foreign = finalizers.filter(
      finalizer => !knownFinalizers.includes(finalizer),
    );
    if (foreign.length === 0) {
      this.#state.removeApplication(application);
    } else if (foreign.length < finalizers.length) {
      this.#state.putApplication({
        ...application,
        metadata: { ...metadata, finalizers: foreign },
      });
    }
  }
}

function alreadyFailed(application: Application, revisions: string[]): boolean {
  const operation = application.status.operationState;
  return (
    (operation?.phase === 'Failed' || operation?.phase === 'Error') &&
    sameRevisions(operation.syncResult, revisions) &&
    sameSource(application)
  );
}

function alreadySynced(application: Application, revisions: string[]): boolean {
  const operation = application.status.operationState;
  return (
    operation?.phase === 'Succeeded' &&
    sameRevisions(operation.syncResult, revisions) &&
    sameSource(application)
  );
}

function sameRevisions(
  result: Record<string, unknown> | undefined,
  revisions: string[],
): boolean {
  const synced = result?.revisions ?? [result?.revision];
  return JSON.stringify(synced) === JSON.stringify(revisions);
}

function sameSource(application: Application): boolean {
  const result = application.status.operationState?.syncResult;
  const { source, sources } = application.spec;
  return (
    JSON.stringify(result?.source ?? result?.sources) ===
    JSON.stringify(sources ?? source)
  );
}
