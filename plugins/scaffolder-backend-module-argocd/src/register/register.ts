import { Application } from '../client/schemas';
import { DeploymentError } from '../wait/DeploymentError';
import { describeProblems } from '../wait/describeProblems';
import { waitForApplication } from '../wait/waitForApplication';
import { checkPolicies } from './checkPolicies';
import {
  ensureApplication,
  EnsuredApplication,
  keyOf,
} from './ensureApplication';
import { ensureProject } from './ensureProject';
import { ensureRepository } from './ensureRepository';
import { Registration } from './Registration';
import { syncByHand } from './syncByHand';
import {
  ensureApplicationSet,
  waitForApplicationSet,
} from './ensureApplicationSet';

/** Register an Application; on failure, take back what this run made. */
export async function register(
  registration: Registration,
): Promise<EnsuredApplication> {
  return guarded(registration, async () => {
    const project = await prepare(registration);
    const { application, result } = await ensureApplication(registration, {
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
      await waitForApplicationSet(registration);
    }
    return ensured;
  });
}

async function prepare(registration: Registration) {
  registration.run.signal.throwIfAborted();
  await checkPolicies(registration);
  const project = await ensureProject(registration);
  await ensureRepository(registration);
  return project;
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
  const { run, input } = registration;
  const { wait, sync } = input;
  if (!sync.automated && result !== 'unchanged') {
    await syncByHand(registration);
  }
  if (wait.for === 'none') {
    return application;
  }
  const { application: last, timedOut } = await waitForApplication(
    run,
    keyOf(registration),
    {
      until: wait.for,
      revision: wait.revision,
      reconciledAfter: writtenAt(application, result),
      requireResources: wait.requireResources,
      allowSuspended: wait.allowSuspended,
      timeoutSeconds: wait.timeoutSeconds,
      graceSeconds: wait.degradedGraceSeconds,
      refresh: false,
      mayAppear: false,
    },
  );
  if (timedOut || !last) {
    const problems = last ? describeProblems(last) : [];
    throw new DeploymentError(
      run.clean(
        `Cannot see application "${input.name}" ${wait.for} within ${
          wait.timeoutSeconds
        } s: ${problems.join('; ')}`,
      ),
    );
  }
  return last;
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
