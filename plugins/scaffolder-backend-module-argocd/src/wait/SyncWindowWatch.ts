import { z } from 'zod/v3';
import { ActionRun } from '../actions/ActionRun';
import { ApplicationKey } from '../client/ApplicationKey';
import { Application } from '../client/schemas';
import { readBlockingWindows } from './readBlockingWindows';

const askEveryMs = 30_000;

const automatedSchema = z.object({
  syncPolicy: z
    .object({
      automated: z.object({ enabled: z.boolean().default(true) }).nullish(),
    })
    .nullish(),
});

/** Finds out whether a sync window is why an Application stays out of sync. */
export class SyncWindowWatch {
  readonly #run: ActionRun;
  readonly #key: ApplicationKey;
  #askedAt = -Infinity;
  #blocking: string[] = [];

  static create(run: ActionRun, key: ApplicationKey): SyncWindowWatch {
    return new SyncWindowWatch(run, key);
  }

  private constructor(run: ActionRun, key: ApplicationKey) {
    this.#run = run;
    this.#key = key;
  }

  /** The windows that hold it back, in words; asks twice a minute at most. */
  async look(application: Application): Promise<string[]> {
    if (!mayBeHeldBack(application)) {
      return [];
    }
    if (Date.now() - this.#askedAt >= askEveryMs) {
      this.#askedAt = Date.now();
      this.#blocking = await readBlockingWindows(
        this.#run,
        this.#key,
        !isAutomated(application),
      );
    }
    return this.#blocking;
  }
}

/** Argo CD puts nothing of windows into the status, but for an operation that they interrupt. */
function mayBeHeldBack({ operation, status }: Application): boolean {
  const { phase, message = '' } = status.operationState ?? {};
  const isRunning =
    Boolean(operation) || phase === 'Running' || phase === 'Terminating';
  return isRunning
    ? /blocked by sync window/.test(message)
    : status.sync?.status === 'OutOfSync';
}

function isAutomated({ spec }: Application): boolean {
  return automatedSchema.parse(spec).syncPolicy?.automated?.enabled === true;
}
