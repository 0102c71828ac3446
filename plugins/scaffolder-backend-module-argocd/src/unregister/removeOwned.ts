import { ConflictError } from '@backstage/errors';
import { ActionRun } from '../actions/ActionRun';
import { Application, ApplicationSet } from '../client/schemas';
import { UnregisterInput } from '../input/schemas';
import { removeApplication } from '../register/removeApplication';
import { removeApplicationSet } from '../register/removeApplicationSet';
import { unlessMissing } from '../register/unlessMissing';
import { describeOwner, isControlled, isOwnedBy } from '../render/Owner';
import { refuseElsewhere } from '../wait/refuseElsewhere';
import { describeLeftovers } from './describeLeftovers';
import { describeSetLeftovers } from './describeSetLeftovers';
import { Leftover } from './Leftover';

/** Remove an owned Application; undefined when there is none. */
export async function removeOwned(
  run: ActionRun,
  input: UnregisterInput,
  signal: AbortSignal,
): Promise<Leftover[] | undefined> {
  const { name, project, appNamespace, cascade } = input;
  const key = { name, project, appNamespace };
  return run.attempt(`remove application "${name}"`, async () => {
    const found = await unlessMissing(run.client.getApplication(key, signal));
    if (!found) {
      await refuseElsewhere(run, key, signal);
      run.info(`No application ${name} in project ${project}`);
      return undefined;
    }
    refuseForeign(run, input, found);
    const leftovers = await describeLeftovers(run, found, { cascade, signal });
    await removeApplication(run.client, key, {
      signal,
      cascade,
      isMeant: ({ metadata }) => metadata.uid === found.metadata.uid,
    });
    run.info(`Removed application ${name}`);
    return leftovers;
  });
}

/** Remove an owned ApplicationSet and what it generated; undefined when there is none. */
export async function removeOwnedSet(
  run: ActionRun,
  input: UnregisterInput,
  signal: AbortSignal,
): Promise<Leftover[] | undefined> {
  const { name, project } = input;
  return run.attempt(`remove ApplicationSet "${name}"`, async () => {
    const found = await unlessMissing(
      run.client.getApplicationSet(name, signal),
    );
    if (!found) {
      run.info(`No ApplicationSet ${name}`);
      return undefined;
    }
    refuseForeign(run, input, found);
    const leftovers = await describeSetLeftovers(run, found, {
      project,
      signal,
    });
    await removeApplicationSet(
      run,
      { name, project },
      {
        signal,
        isMeant: ({ metadata }) => metadata.uid === found.metadata.uid,
      },
    );
    run.info(`Removed ApplicationSet ${name}`);
    return leftovers;
  });
}

function refuseForeign(
  run: ActionRun,
  { name, entityRef }: UnregisterInput,
  { metadata }: Application | ApplicationSet,
): void {
  const isOurs =
    isOwnedBy(metadata, run.owner(entityRef)) && !isControlled(metadata);
  if (!isOurs) {
    throw new ConflictError(
      `Cannot remove "${name}": it belongs to ${describeOwner(
        metadata,
      )}; give its entityRef, or remove it there`,
    );
  }
}
