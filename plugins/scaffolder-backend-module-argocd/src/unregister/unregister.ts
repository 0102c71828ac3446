import { ConflictError } from '@backstage/errors';
import { ActionRun } from '../actions/ActionRun';
import { Application } from '../client/schemas';
import { UnregisterInput } from '../input/schemas';
import { deleteWhenFree } from '../register/deleteWhenFree';
import { removeApplication } from '../register/removeApplication';
import { unlessMissing } from '../register/unlessMissing';
import { describeOwner, isControlled, isOwnedBy } from '../render/Owner';
import { describeLeftovers, Leftover } from './describeLeftovers';

/** Remove an owned Application, then what only it needed. */
export async function unregister(
  run: ActionRun,
  input: UnregisterInput,
): Promise<{ result: 'removed' | 'absent'; leftovers: Leftover[] }> {
  const signal = AbortSignal.any([
    run.signal,
    AbortSignal.timeout(input.timeoutSeconds * 1000),
  ]);
  const { name, project, appNamespace } = input;
  const key = { name, project, appNamespace };
  const found = await run.attempt(`find application "${name}"`, () =>
    unlessMissing(run.client.getApplication(key, signal)),
  );
  if (found) {
    refuseForeign(run, input, found);
    await run.attempt(`remove application "${name}"`, () =>
      removeApplication(run.client, key, {
        signal,
        cascade: input.cascade,
        isMeant: ({ metadata }) => metadata.uid === found.metadata.uid,
      }),
    );
    run.info(`Removed application ${name}`);
  } else {
    run.info(`No application ${name} in project ${project}`);
  }
  await removeRepository(run, input, signal);
  await removeProject(run, input, signal);
  const leftovers = found ? describeLeftovers(found, input.cascade) : [];
  leftovers.forEach(({ what, command }) =>
    run.info(`Left in the cluster: ${what}. Remove with: ${command}`),
  );
  return { result: found ? 'removed' : 'absent', leftovers };
}

function refuseForeign(
  run: ActionRun,
  { name, entityRef }: UnregisterInput,
  { metadata }: Application,
): void {
  const isOurs =
    isOwnedBy(metadata, run.owner(entityRef)) && !isControlled(metadata);
  if (!isOurs) {
    throw new ConflictError(
      `Cannot remove application "${name}": it belongs to ${describeOwner(
        metadata,
      )}; give its entityRef, or remove it there`,
    );
  }
}

async function removeRepository(
  run: ActionRun,
  { repoUrl, project }: UnregisterInput,
  signal: AbortSignal,
): Promise<void> {
  if (!repoUrl) {
    return;
  }
  const users = await run.attempt('find users of the repository', () =>
    run.client.listApplications({ project }, signal),
  );
  if (users.some(({ spec }) => JSON.stringify(spec).includes(repoUrl))) {
    run.info(`Kept repository ${repoUrl}: other applications use it`);
    return;
  }
  await run.attempt(`remove repository ${repoUrl}`, () =>
    unlessMissing(
      run.client.deleteRepository(repoUrl, project, signal),
      [403, 404],
    ),
  );
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
    const users = await run.client.listApplications({ project: name }, signal);
    if (users.length > 0) {
      run.info(`Kept project ${name}: ${users.length} applications use it`);
      return;
    }
    await deleteWhenFree(run.client, name, signal);
    run.info(`Removed project ${name}`);
  });
}
