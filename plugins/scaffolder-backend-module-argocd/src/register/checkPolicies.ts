import { NotAllowedError } from '@backstage/errors';
import { ArgocdResponseError } from '../client/ArgocdResponseError';
import { Registration } from './Registration';

type Policy = [resource: string, action: string, object: string];

/** Ask for all rights that will be needed, and name all that are missing. */
export async function checkPolicies(registration: Registration): Promise<void> {
  const { run } = registration;
  const policies = neededPolicies(registration);
  const answers = await run.attempt('check the rights of the account', () =>
    Promise.all(policies.map(policy => isAllowed(registration, policy))),
  );
  const missing = policies.filter((_, index) => !answers[index]);
  if (missing.length === 0) {
    return;
  }
  const account =
    (await run.client.userName(run.signal).catch(() => undefined)) ??
    '<account>';
  const lines = missing.map(
    ([resource, action, object]) =>
      `p, ${account}, ${resource}, ${action}, ${object}, allow`,
  );
  throw new NotAllowedError(
    `Cannot register with Argo CD "${
      run.instance.name
    }": its account lacks rights; an Argo CD administrator adds to policy.csv: ${lines.join(
      ' | ',
    )}`,
  );
}

function neededPolicies({ input }: Registration): Policy[] {
  const project = input.project.name;
  const kind = input.applicationSet ? 'applicationsets' : 'applications';
  const object = `${project}/${input.name}`;
  return [
    ['projects', 'get', project],
    [kind, 'get', object],
    [kind, 'create', object],
    ...(input.repository.type === 'inherit'
      ? []
      : input.sources.map(
          ({ repoUrl }): Policy => [
            'repositories',
            'create',
            input.repositoryScope === 'project'
              ? `${project}/${repoUrl}`
              : repoUrl,
          ],
        )),
  ];
}

async function isAllowed(
  { run }: Registration,
  [resource, action, object]: Policy,
): Promise<boolean> {
  try {
    return await run.client.canI(resource, action, object, run.signal);
  } catch (error) {
    // An Argo CD or a proxy that cannot answer this is found out later, by
    // the request itself.
    if (
      error instanceof ArgocdResponseError &&
      error.isFromApi &&
      [400, 403, 404, 500].includes(error.status)
    ) {
      return true;
    }
    throw error;
  }
}
