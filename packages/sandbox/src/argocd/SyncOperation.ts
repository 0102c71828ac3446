import { setTimeout as delay } from 'node:timers/promises';
import { Application, OperationState } from './Application';
import { ApplicationReconciler } from './ApplicationReconciler';
import { ArgocdState } from './ArgocdState';
import { AppProject } from './AppProject';
import { namespaceObject } from './namespaceObject';
import { matches } from './projectRefusals';
import { Refresher } from './Refresher';

class InvalidTasksError extends Error {
  override readonly name = 'InvalidTasksError' as const;
}

interface SyncOperationOptions {
  key: string;
  request: { revision?: string; prune: boolean; automated: boolean };
  state: ArgocdState;
  reconciler: ApplicationReconciler;
  refresher: Refresher;
  stop: AbortSignal;
  onSync: (application: Application, revision: string) => void;
}

/** One run of syncing an Application, with its retries. */
export class SyncOperation {
  readonly done: Promise<void>;
  readonly #options: SyncOperationOptions;
  readonly #terminated = new AbortController();

  static start(options: SyncOperationOptions): SyncOperation {
    return new SyncOperation(options);
  }

  private constructor(options: SyncOperationOptions) {
    this.#options = options;
    const application = this.#application();
    if (application) {
      this.#write(application, this.#initialState());
    }
    this.done = this.#run().catch(() => {});
  }

  terminate(): void {
    this.#update({ phase: 'Terminating', message: 'operation is terminating' });
    this.#terminated.abort();
  }

  #application(): Application | undefined {
    return this.#options.state.applications.get(this.#options.key);
  }

  #initialState(): OperationState {
    const { request, state } = this.#options;
    const spec = this.#application()?.spec;
    return {
      operation: {
        sync: {
          ...(request.revision ? { revision: request.revision } : {}),
          ...(request.prune ? { prune: true } : {}),
          ...(spec?.syncPolicy?.syncOptions
            ? { syncOptions: spec.syncPolicy.syncOptions }
            : {}),
        },
        initiatedBy: request.automated
          ? { automated: true }
          : { username: 'admin' },
        retry: spec?.syncPolicy?.retry ?? {},
      },
      phase: 'Running',
      startedAt: state.timestamp(),
    };
  }

  #update(change: Partial<OperationState>): void {
    const application = this.#application();
    if (application) {
      const { status } = application;
      this.#write(application, {
        ...(status.operationState ?? this.#initialState()),
        ...change,
      });
    }
  }

  #write(application: Application, operationState: OperationState): void {
    this.#options.state.putApplication({
      ...application,
      status: { ...application.status, operationState },
    });
  }

  async #run(): Promise<void> {
    const { stop } = this.#options;
    const signal = AbortSignal.any([stop, this.#terminated.signal]);
    const limit = this.#retryLimit();
    for (let attempt = 0; ; attempt += 1) {
      try {
        await this.#attempt(signal);
        return;
      } catch (error) {
        const text = error instanceof Error ? error.message : String(error);
        const finishedAt = this.#options.state.timestamp();
        if (this.#terminated.signal.aborted) {
          this.#fail('Operation terminated', finishedAt);
          return;
        }
        if (stop.aborted) {
          return;
        }
        const message =
          error instanceof InvalidTasksError
            ? 'one or more synchronization tasks are not valid'
            : `one or more objects failed to apply, reason: ${text}`;
        if (limit >= 0 && attempt >= limit) {
          const suffix = limit > 0 ? ` (retried ${attempt} times).` : '';
          this.#fail(`${message}${suffix}`, finishedAt);
          return;
        }
        // As the real one does: still Running, though with an end.
        this.#update({
          phase: 'Running',
          finishedAt,
          retryCount: attempt + 1,
          message: `${message}. Retrying attempt #${attempt + 1}.`,
        });
        await delay(this.#backoffMs(attempt), undefined, { signal }).catch(
          () => {},
        );
      }
    }
  }

  async #attempt(signal: AbortSignal): Promise<void> {
    const { refresher, reconciler, request, state, key } = this.#options;
    const application = this.#application();
    if (!application) {
      return;
    }
    const target = await refresher.target(application, signal);
    const source = {
      ...(application.spec.sources
        ? { sources: application.spec.sources, revisions: target.revisions }
        : { source: application.spec.source, revision: target.revisions[0] }),
    };
    this.#update({ syncResult: source });
    this.#options.onSync(application, target.revisions[0] ?? '');
    if (target.objects.length === 0 && !allowsEmpty(application)) {
      throw new Error('auto-sync will wipe out all resources');
    }
    this.#refuseKinds(application, source);
    await reconciler.apply(
      application,
      [...namespaceObject(application), ...target.objects],
      { prune: request.prune, signal },
    );
    signal.throwIfAborted();
    state.applied.set(key, target.digest);
    this.#update({
      phase: 'Succeeded',
      message: 'successfully synced (all tasks run)',
      finishedAt: state.timestamp(),
      syncResult: {
        ...source,
        resources: target.objects.map(object => ({
          kind: object.kind,
          namespace: object.metadata.namespace,
          name: object.metadata.name,
          status: 'Synced',
        })),
      },
    });
    this.#clearSyncError();
  }

  /** A project admits no cluster-wide kind that it does not name. */
  #refuseKinds(
    application: Application,
    source: Record<string, unknown>,
  ): void {
    const { state } = this.#options;
    const project = state.projects.get(application.spec.project);
    const [namespace] = namespaceObject(application);
    if (!namespace || !project || admitsKind(project, '', 'Namespace')) {
      return;
    }
    this.#update({
      syncResult: {
        ...source,
        resources: [
          {
            version: 'v1',
            kind: 'Namespace',
            name: namespace.metadata.name,
            status: 'SyncFailed',
            message: `resource :Namespace is not permitted in project ${application.spec.project}`,
            syncPhase: 'PreSync',
          },
        ],
      },
    });
    throw new InvalidTasksError();
  }

  #fail(message: string, finishedAt: string): void {
    this.#update({ phase: 'Failed', message, finishedAt });
    const application = this.#application();
    if (!application || !this.#options.request.automated) {
      return;
    }
    const revision = application.status.operationState?.syncResult?.revision;
    this.#options.state.putApplication({
      ...application,
      status: {
        ...application.status,
        conditions: [
          ...otherConditions(application),
          {
            type: 'SyncError',
            message: `Failed last sync attempt to [${
              revision ?? ''
            }]: ${message}`,
            lastTransitionTime: finishedAt,
          },
        ],
      },
    });
  }

  #clearSyncError(): void {
    const application = this.#application();
    if (application) {
      this.#options.state.putApplication({
        ...application,
        status: {
          ...application.status,
          conditions: unlessEmpty(otherConditions(application)),
        },
      });
    }
  }

  /** An automated sync is retried five times unless its policy says otherwise. */
  #retryLimit(): number {
    const retry = this.#application()?.spec.syncPolicy?.retry;
    const isDefault = retry === undefined && this.#options.request.automated;
    return isDefault ? 5 : retry?.limit ?? 0;
  }

  #backoffMs(attempt: number): number {
    const backoff = this.#application()?.spec.syncPolicy?.retry?.backoff;
    const duration = isRecord(backoff) ? String(backoff.duration ?? '') : '';
    const factor = isRecord(backoff) ? Number(backoff.factor ?? 2) : 2;
    const seconds = /^(\d+)s$/.exec(duration)?.[1];
    const milliseconds = /^(\d+)ms$/.exec(duration)?.[1];
    const first = milliseconds
      ? Number(milliseconds)
      : Number(seconds ?? 5) * 1000;
    return Math.min(first * factor ** attempt, 180_000);
  }
}

function otherConditions(application: Application) {
  return (application.status.conditions ?? []).filter(
    condition => condition.type !== 'SyncError',
  );
}

function unlessEmpty<T>(items: T[]): T[] | undefined {
  return items.length > 0 ? items : undefined;
}

function admitsKind(project: AppProject, group: string, kind: string): boolean {
  const list = project.spec.clusterResourceWhitelist;
  return (
    Array.isArray(list) &&
    list.some(
      (item: { group: string; kind: string }) =>
        matches(item.group, group) && matches(item.kind, kind),
    )
  );
}

function allowsEmpty(application: Application): boolean {
  const automated = application.spec.syncPolicy?.automated;
  return !automated?.prune || automated.allowEmpty === true;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
