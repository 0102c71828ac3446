import { Application } from '../client/schemas';
import { applicationKey } from './applicationKey';
import { awaitRegistered } from './awaitRegistered';
import { checkPolicies } from './checkPolicies';
import {
  ensureApplication,
  EnsuredApplication,
  wantedApplication,
} from './ensureApplication';
import { ensureApplicationSet } from './ensureApplicationSet';
import { ensureProject } from './ensureProject';
import { ensureRepository } from './ensureRepository';
import { planApplication } from './planApplication';
import { Registration } from './Registration';
import { syncByHand } from './syncByHand';
import { awaitApplicationSet } from './awaitApplicationSet';
import { SyncWindowError } from '../wait/SyncWindowError';
import { endHeldBack } from './endHeldBack';

/** What became of the Application afterwards. */
interface Followed {
  application: Application;
  /** Sync windows that keep it from being synced, in words. */
  heldBackBy: string[];
}

/** Register an Application; on failure, take back what this run made. */
export async function register(
  registration: Registration,
): Promise<EnsuredApplication & Followed> {
  return guarded(registration, async () => {
    const { existing, project } = await prepare(registration);
    const { application, result } = await ensureApplication(registration, {
      existing,
      projectIsNew: project === 'created',
    });
    const followed = await follow(registration, application, result);
    return { ...followed, result };
  });
}

/** The same for an ApplicationSet. */
export async function registerSet(registration: Registration) {
  return guarded(registration, async () => {
    await prepare(registration);
    const ensured = await ensureApplicationSet(registration);
    const heldBackBy =
      registration.input.wait.for === 'none'
        ? []
        : await awaitApplicationSet(registration);
    if (heldBackBy.length > 0) {
      endHeldBack(registration, heldBackBy);
    }
    return { ...ensured, heldBackBy };
  });
}

async function prepare(registration: Registration) {
  registration.run.signal.throwIfAborted();
  const { project: found, application } = await checkPolicies(registration);
  // An Application of someone else is refused before anything is made.
  planApplication(registration, wantedApplication(registration), application);
  registration.hasSyncWindows = Boolean(found?.spec.syncWindows?.length);
  const project = await ensureProject(registration, found);
  await ensureRepository(registration);
  return { existing: application, project };
}

async function takeBack({ run, input, rollback }: Registration): Promise<void> {
  if (input.onFailure === 'rollback') {
    await rollback.run(run);
  } else {
    run.warn('Kept what was made, as onFailure says');
  }
}

async function guarded<T>(
  registration: Registration,
  task: () => Promise<T>,
): Promise<T> {
  try {
    return await task();
  } catch (error) {
    // A window only says that the time for syncing has not come: it stands.
    if (!(error instanceof SyncWindowError)) {
      await takeBack(registration);
    }
    throw error;
  }
}

async function follow(
  registration: Registration,
  application: Application,
  result: EnsuredApplication['result'],
): Promise<Followed> {
  const { wait } = registration.input;
  const refusedBy = needsSync(registration, application, result)
    ? await syncByHand(registration)
    : undefined;
  if (refusedBy) {
    endHeldBack(registration, refusedBy);
    return { application, heldBackBy: refusedBy };
  }
  if (wait.for === 'none') {
    return { application, heldBackBy: [] };
  }
  const seen = await awaitRegistered(
    registration,
    applicationKey(registration),
    { reconciledAfter: writtenAt(application, result) },
  );
  if (seen.heldBackBy.length > 0) {
    endHeldBack(registration, seen.heldBackBy);
  }
  return seen;
}

/** Argo CD does not repeat a sync that failed, nor start one that is not automated. */
function needsSync(
  { input }: Registration,
  { status }: Application,
  result: EnsuredApplication['result'],
): boolean {
  const { phase } = status.operationState ?? {};
  const hasFailed =
    result !== 'created' && (phase === 'Failed' || phase === 'Error');
  const isDue =
    !input.sync.automated &&
    (result !== 'unchanged' || status.sync?.status !== 'Synced');
  return hasFailed || isDue;
}

/** By the server's clock, which need not be ours; only a creation tells it. */
function writtenAt(
  { metadata, status }: Application,
  result: EnsuredApplication['result'],
): number | undefined {
  if (result === 'created' && metadata.creationTimestamp) {
    return Date.parse(metadata.creationTimestamp);
  }
  // An update must be looked at once more; timestamps count whole seconds.
  return result === 'updated' && status.reconciledAt
    ? Date.parse(status.reconciledAt) + 1
    : undefined;
}
