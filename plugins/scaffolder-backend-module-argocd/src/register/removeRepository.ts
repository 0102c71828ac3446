import { ActionRun } from '../actions/ActionRun';
import { Undone } from './Rollback';
import { unlessMissing } from './unlessMissing';
import { usesRepository } from './usesRepository';

/** A missing repository is 403, as a forbidden one is. */
const missing = [403, 404];

/**
 * Delete a repository's credentials, unless an Application of the project
 * uses them.
 */
export async function removeRepository(
  run: ActionRun,
  repository: { url: string; project: string | undefined },
  signal: AbortSignal,
): Promise<Undone> {
  const { url, project } = repository;
  const found = await unlessMissing(
    run.client.getRepository(url, { project }, signal),
    missing,
  );
  if (!found) {
    return 'absent';
  }
  const users = await run.client.listApplications({ project }, signal);
  if (users.some(application => usesRepository(application, url))) {
    run.info(`Kept the credentials for ${url}: other applications use them`);
    return 'kept';
  }
  await unlessMissing(
    run.client.deleteRepository(url, project, signal),
    missing,
  );
  return 'undone';
}
