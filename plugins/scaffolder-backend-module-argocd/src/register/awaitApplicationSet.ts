import { delay } from '../client/delay';
import { Application } from '../client/schemas';
import { DeploymentError } from '../wait/DeploymentError';
import { awaitRegistered } from './awaitRegistered';
import { generatedApplications } from './generatedApplications';
import { Registration } from './Registration';

const pollMs = 500;

/**
 * Wait until the ApplicationSet has made its Applications, and for each of them.
 *
 * @returns the sync windows that hold some of them back, in words
 */
export async function awaitApplicationSet(
  registration: Registration,
): Promise<string[]> {
  const { run, input } = registration;
  const end = Date.now() + input.wait.timeoutSeconds * 1000;
  await awaitGeneration(registration, end);
  const applications = await generated(registration);
  const names = applications.map(({ metadata }) => metadata.name);
  if (names.length === 0 && input.wait.requireResources) {
    throw new DeploymentError(
      `Cannot see applications of "${input.name}": its generators yield nothing; check applicationSet.generators`,
    );
  }
  run.info(`Generated applications: ${names.join(', ')}`);
  const windows = new Set<string>();
  for (const name of names) {
    const { heldBackBy } = await awaitRegistered(
      registration,
      { name, project: input.project.name },
      { timeoutSeconds: Math.max(1, Math.ceil((end - Date.now()) / 1000)) },
    );
    heldBackBy.forEach(window => windows.add(window));
  }
  return [...windows];
}

function generated({ run, input }: Registration): Promise<Application[]> {
  return run.attempt(`list the applications of "${input.name}"`, () =>
    generatedApplications(
      run,
      { name: input.name, project: input.project.name },
      run.signal,
    ),
  );
}

async function awaitGeneration(
  { run, input }: Registration,
  end: number,
): Promise<void> {
  while (Date.now() < end) {
    const set = await run.attempt(`follow ApplicationSet "${input.name}"`, () =>
      run.client.getApplicationSet(input.name, run.signal),
    );
    const conditions = (set.status?.conditions ?? []).filter(
      ({ status }) => status === 'True',
    );
    const failed = conditions.find(({ type }) => type === 'ErrorOccurred');
    if (failed) {
      throw new DeploymentError(
        run.clean(
          `Cannot generate applications from "${input.name}": ${failed.message}`,
        ),
      );
    }
    if (conditions.some(({ type }) => type === 'ResourcesUpToDate')) {
      return;
    }
    await delay(pollMs, run.signal);
  }
  throw new DeploymentError(
    `Cannot see the applications of "${input.name}": nothing was generated within ${input.wait.timeoutSeconds} s; look at the log of argocd-applicationset-controller`,
  );
}
