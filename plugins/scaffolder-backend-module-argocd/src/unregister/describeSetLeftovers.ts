import { z } from 'zod/v3';
import { ActionRun } from '../actions/ActionRun';
import { ApplicationSet } from '../client/schemas';
import { generatedApplications } from '../register/generatedApplications';
import { describeLeftovers } from './describeLeftovers';
import { Leftover } from './Leftover';

const specSchema = z.object({
  syncPolicy: z
    .object({ preserveResourcesOnDeletion: z.boolean().default(false) })
    .nullish(),
});

/** What stays when an ApplicationSet and the Applications that it made go. */
export async function describeSetLeftovers(
  run: ActionRun,
  { metadata, spec }: ApplicationSet,
  options: { project: string; signal: AbortSignal },
): Promise<Leftover[]> {
  const { project, signal } = options;
  const { syncPolicy } = specSchema.parse(spec);
  const cascade = syncPolicy?.preserveResourcesOnDeletion !== true;
  const applications = await generatedApplications(
    run,
    { name: metadata.name, project },
    signal,
  );
  const leftovers = await Promise.all(
    applications.map(application =>
      describeLeftovers(run, application, { cascade, signal }),
    ),
  );
  return leftovers.flat();
}
