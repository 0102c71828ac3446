import { ActionRun } from '../actions/ActionRun';
import { UnregisterInput } from '../input/schemas';
import { removeRepository } from '../register/removeRepository';
import { removeUnusedProject } from '../register/removeUnusedProject';
import { unlessMissing } from '../register/unlessMissing';
import { isOwnedBy } from '../render/Owner';
import { DeploymentError } from '../wait/DeploymentError';
import { Leftover } from './Leftover';
import { removeOwned, removeOwnedSet } from './removeOwned';
import { reportLeftovers } from './reportLeftovers';

/** What became of it. */
export interface Unregistration {
  result: 'removed' | 'absent';
  leftovers: Leftover[];
}

/** Remove an owned Application, then what only it needed. */
export async function unregister(
  run: ActionRun,
  input: UnregisterInput,
): Promise<Unregistration> {
  const timeout = AbortSignal.timeout(input.timeoutSeconds * 1000);
  const signal = AbortSignal.any([run.signal, timeout]);
  try {
    return await remove(run, input, signal);
  } catch (error) {
    run.signal.throwIfAborted();
    if (!timeout.aborted) {
      throw error;
    }
    throw new DeploymentError(
      `Cannot see "${input.name}" removed within ${input.timeoutSeconds} s: Argo CD waits for Kubernetes to delete what it deployed; look for finalizers there, then run the task again`,
    );
  }
}

async function remove(
  run: ActionRun,
  input: UnregisterInput,
  signal: AbortSignal,
): Promise<Unregistration> {
  const leftovers = input.applicationSet
    ? await removeOwnedSet(run, input, signal)
    : await removeOwned(run, input, signal);
  const { repoUrl, project } = input;
  if (repoUrl) {
    await run.attempt(`remove repository ${repoUrl}`, () =>
      removeRepository(run, { url: repoUrl, project }, signal),
    );
  }
  await removeProject(run, input, signal);
  reportLeftovers(run, leftovers ?? []);
  return {
    result: leftovers ? 'removed' : 'absent',
    leftovers: leftovers ?? [],
  };
}

async function removeProject(
  run: ActionRun,
  input: UnregisterInput,
  signal: AbortSignal,
): Promise<void> {
  const { project: name, entityRef, removeProject: wanted } = input;
  if (!wanted || name === 'default') {
    return;
  }
  await run.attempt(`remove project "${name}"`, async () => {
    const project = await unlessMissing(run.client.getProject(name, signal));
    if (!project || !isOwnedBy(project.metadata, run.owner(entityRef))) {
      return;
    }
    const undone = await removeUnusedProject(run, name, signal);
    if (undone === 'undone') {
      run.info(`Removed project ${name}`);
    }
  });
}
