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

/** Register an Application; on failure, take back what this run made. */
export async function register(
  registration: Registration,
): Promise<EnsuredApplication> {
  return guarded(registration, async () => {
    const { existing, project } = await prepare(registration);
    const { application, result } = await ensureApplication(registration, {
      existing,
      projectIsNew: project === 'created',
    });
    return {
      application: await follow(registration, application, result),
      result,
    };
  });
}

/** The same for an ApplicationSet. */
export async function registerSet(registration: Registration) {
  return guarded(registration, async () => {
    await prepare(registration);
    const ensured = await ensureApplicationSet(registration);
    if (registration.input.wait.for !== 'none') {
      await awaitApplicationSet(registration);
    }
    return ensured;
  });
}

async function prepare(registration: Registration) {
  registration.run.signal.throwIfAborted();
  const { project: found, application } = await checkPolicies(registration);
  // An Application of someone else is refused before anything is made.
  planApplication(registration, wantedApplication(registration), application);
  const project = await ensureProject(registration, found);
  await ensureRepository(registration);
  return { existing: application, project };
}

async function guarded<T>(
  { run, input, rollback }: Registration,
  task: () => Promise<T>,
): Promise<T> {
  try {
    return await task();
  } catch (error) {
    if (input.onFailure === 'rollback') {
      await rollback.run(run);
    } else {
      run.warn('Kept what was made, as onFailure says');
    }
    throw error;
  }
}

async function follow(
  registration: Registration,
  application: Application,
  result: EnsuredApplication['result'],
): Promise<Application> {
  const { wait } = registration.input;
  const isSyncing = needsSync(registration, application, result);
  if (isSyncing) {
    await syncByHand(registration);
  }
  return wait.for === 'none'
    ? application
    : awaitRegistered(registration, applicationKey(registration), {
        reconciledAfter: writtenAt(application, result),
      });
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
