import { ActionRun } from '../actions/ActionRun';
import { ApplicationKey } from '../client/ApplicationKey';
import { ArgocdConnectionError } from '../client/ArgocdConnectionError';
import { ArgocdResponseError } from '../client/ArgocdResponseError';
import { Application } from '../client/schemas';
import { ProgressLog } from './ProgressLog';
import { refuseElsewhere } from './refuseElsewhere';

const outageMs = 60_000;
const refreshEveryMs = 20_000;

/** How an Application is looked at. */
export interface ObserverOptions {
  /** Ask Argo CD to look at Git, rather than wait for its own interval. */
  refresh: boolean;
  /** Whether an Application that does not exist may still appear. */
  mayAppear: boolean;
}

/** Reads an Application again and again; outages shorter than a minute pass. */
export class ApplicationObserver {
  readonly #run: ActionRun;
  readonly #key: ApplicationKey;
  readonly #options: ObserverOptions;
  readonly #progress: ProgressLog;
  #application: Application | undefined;
  #refreshedAt = Date.now();
  #reachedAt = Date.now();
  #hasLookedElsewhere = false;

  static create(
    run: ActionRun,
    key: ApplicationKey,
    options: ObserverOptions & { progress: ProgressLog },
  ): ApplicationObserver {
    return new ApplicationObserver(run, key, options);
  }

  private constructor(
    run: ActionRun,
    key: ApplicationKey,
    options: ObserverOptions & { progress: ProgressLog },
  ) {
    this.#run = run;
    this.#key = key;
    this.#options = options;
    this.#progress = options.progress;
  }

  /** The Application as it was last seen; undefined until it is there. */
  async look(): Promise<Application | undefined> {
    const { signal, client } = this.#run;
    const refresh = this.#isRefreshDue();
    try {
      this.#application = await client.getApplication(this.#key, signal, {
        refresh,
      });
      this.#reachedAt = Date.now();
    } catch (error) {
      signal.throwIfAborted();
      await this.#tolerate(error);
    }
    return this.#application;
  }

  #isRefreshDue(): boolean {
    const isDue =
      this.#options.refresh && Date.now() - this.#refreshedAt > refreshEveryMs;
    if (isDue) {
      this.#refreshedAt = Date.now();
    }
    return isDue;
  }

  async #tolerate(error: unknown): Promise<void> {
    if (
      this.#options.mayAppear &&
      error instanceof ArgocdResponseError &&
      error.status === 404
    ) {
      this.#progress.say('Waiting for the Application to appear');
      if (!this.#hasLookedElsewhere) {
        this.#hasLookedElsewhere = true;
        await refuseElsewhere(this.#run, this.#key, this.#run.signal);
      }
      return;
    }
    const isLong = Date.now() - this.#reachedAt > outageMs;
    if (isLong || !isOutage(error)) {
      throw this.#run.explain(error, 'follow the application');
    }
    this.#progress.say(`Cannot reach Argo CD, trying again: ${error.message}`);
  }
}

function isOutage(error: unknown): error is Error {
  return (
    error instanceof ArgocdConnectionError ||
    (error instanceof ArgocdResponseError &&
      (error.status >= 500 || error.status === 429))
  );
}
