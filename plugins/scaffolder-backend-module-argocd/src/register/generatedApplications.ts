import { ActionRun } from '../actions/ActionRun';
import { Application } from '../client/schemas';

/** The Applications that an ApplicationSet has made. */
export async function generatedApplications(
  run: ActionRun,
  set: { name: string; project: string },
  signal: AbortSignal,
): Promise<Application[]> {
  const all = await run.client.listApplications(
    { project: set.project },
    signal,
  );
  return all.filter(({ metadata }) =>
    metadata.ownerReferences?.some(
      ({ kind, name }) => kind === 'ApplicationSet' && name === set.name,
    ),
  );
}
