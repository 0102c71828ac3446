import { InputError } from '@backstage/errors';
import { ActionRun } from '../actions/ActionRun';
import { ApplicationKey } from '../client/ApplicationKey';
import { ArgocdResponseError } from '../client/ArgocdResponseError';

/**
 * Refuse a missing Application whose name another project has. Argo CD says
 * that one does not exist; only the list, as far as it is allowed, tells where
 * it is.
 */
export async function refuseElsewhere(
  run: ActionRun,
  { name, project, appNamespace }: ApplicationKey,
  signal: AbortSignal,
): Promise<void> {
  const namespace = appNamespace ?? run.instance.namespace;
  const found = await run.client
    .listApplications({ name, appNamespace }, signal)
    .catch((error: unknown) => {
      if (error instanceof ArgocdResponseError) {
        return [];
      }
      throw error;
    });
  const elsewhere = found.find(
    ({ metadata, spec }) =>
      (metadata.namespace ?? namespace) === namespace &&
      spec.project !== project,
  );
  if (elsewhere) {
    throw new InputError(
      `Cannot find application "${name}" in project "${project}": it is in project "${elsewhere.spec.project}"; correct project`,
    );
  }
}
