import { Application, AppProject } from '../client/schemas';
import { applicationKey } from './applicationKey';
import { Registration } from './Registration';
import { unlessMissing } from './unlessMissing';

/** What Argo CD had before anything was sent. */
export interface Existing {
  project: AppProject | undefined;
  application: Application | undefined;
}

/** Look before anything is changed, so that a refusal leaves nothing to undo. */
export async function readExisting(
  registration: Registration,
): Promise<Existing> {
  const { run, input } = registration;
  const { signal, client } = run;
  return run.attempt(`look for application "${input.name}"`, async () => ({
    project: await unlessMissing(client.getProject(input.project.name, signal)),
    application: input.applicationSet
      ? undefined
      : await unlessMissing(
          client.getApplication(applicationKey(registration), signal),
        ),
  }));
}
