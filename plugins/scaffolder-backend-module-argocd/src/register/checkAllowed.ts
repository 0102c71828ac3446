import { NotAllowedError } from '@backstage/errors';
import { ArgocdInstanceConfig } from '../config/ArgocdInstanceConfig';
import { ApplicationInput } from '../input/schemas';
import { valuesAt } from '../input/valuesAt';
import { matches } from '../render/matches';
import { ProjectDestination, projectNeeds } from '../render/renderProject';

/** Refuse what the configuration of the instance does not allow. */
export function checkAllowed(
  instance: ArgocdInstanceConfig,
  input: ApplicationInput,
): void {
  const { allow, name } = instance;
  const { destinations, repositoryPrefixes } = allow;
  checkProjectAllowed(instance, input.project.name);
  const needs = projectNeeds(input);
  const repositories = [
    ...needs.sourceRepos,
    ...valuesAt(input.applicationSet?.generators, 'repoURL').map(String),
  ];
  const repository = repositories.find(
    repo =>
      repositoryPrefixes &&
      !repositoryPrefixes.some(prefix => isBelow(prefix, repo)),
  );
  if (repository) {
    throw refusal(name, `the repository ${repository}`, 'repositoryPrefixes');
  }
  const destination = needs.destinations.find(
    wanted =>
      destinations && !destinations.some(allowed => admits(allowed, wanted)),
  );
  if (destination) {
    const { server, name: cluster, namespace } = destination;
    throw refusal(
      name,
      `the destination ${server ?? cluster} with namespace "${namespace}"`,
      'destinations',
    );
  }
  if (input.applicationSet && !allow.applicationSets) {
    throw refusal(name, 'an ApplicationSet', 'applicationSets');
  }
}

/** Refuse a project that the configuration of the instance does not allow. */
export function checkProjectAllowed(
  { allow, name }: ArgocdInstanceConfig,
  project: string,
): void {
  if (allow.projects && !allow.projects.some(glob => matches(glob, project))) {
    throw refusal(name, `the project "${project}"`, 'projects');
  }
}

/** On the border of a path segment: `https://host/acme` does not allow `https://host/acme-evil`. */
function isBelow(prefix: string, repo: string): boolean {
  const bare = prefix.replace(/\/$/, '');
  return (
    repo === bare ||
    (repo.startsWith(prefix) && /[/:]$/.test(prefix)) ||
    repo.startsWith(`${bare}/`)
  );
}

function admits(
  allowed: { server?: string; name?: string; namespace?: string },
  wanted: ProjectDestination,
): boolean {
  return (
    (allowed.server === undefined ||
      matches(allowed.server, wanted.server ?? '')) &&
    (allowed.name === undefined || matches(allowed.name, wanted.name ?? '')) &&
    (allowed.namespace === undefined ||
      matches(allowed.namespace, wanted.namespace))
  );
}

function refusal(instance: string, what: string, key: string) {
  return new NotAllowedError(
    `Cannot use ${what} with Argo CD "${instance}": add it to allow.${key} of the instance in argocd.appLocatorMethods`,
  );
}
