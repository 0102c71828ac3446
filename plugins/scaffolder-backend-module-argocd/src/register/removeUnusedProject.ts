import { ActionRun } from '../actions/ActionRun';
import { deleteWhenFree } from './deleteWhenFree';
import { Undone } from './Rollback';

/** Delete a project, unless Applications use it. */
export async function removeUnusedProject(
  run: ActionRun,
  name: string,
  signal: AbortSignal,
): Promise<Undone> {
  const users = await run.client.listApplications({ project: name }, signal);
  if (users.length > 0) {
    const count =
      users.length === 1
        ? 'an application uses'
        : `${users.length} applications use`;
    run.info(`Kept project ${name}: ${count} it`);
    return 'kept';
  }
  await deleteWhenFree(run.client, name, signal);
  return 'undone';
}
