import { NotAllowedError } from '@backstage/errors';
import { ArgocdInstanceConfig } from '../config/ArgocdInstanceConfig';
import { hasDotSegments } from '../input/hasDotSegments';
import { remoteFiles } from '../input/remoteFiles';
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
  checkPlaceAllowed(instance, {
    project: input.project.name,
    appNamespace: input.appNamespace,
  });
  checkRepositories(instance, input);
  const destination = projectNeeds(input).destinations.find(wanted =>
    allow.destinations?.every(allowed => !admits(allowed, wanted)),
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

/** Refuse a project, or a namespace of Applications, that the configuration does not allow. */
export function checkPlaceAllowed(
  { allow, name, namespace }: ArgocdInstanceConfig,
  { project, appNamespace }: { project: string; appNamespace?: string },
): void {
  if (allow.projects?.every(glob => !matches(glob, project))) {
    throw refusal(name, `the project "${project}"`, 'projects');
  }
  if (
    appNamespace &&
    appNamespace !== namespace &&
    allow.applicationNamespaces?.every(glob => !matches(glob, appNamespace))
  ) {
    throw refusal(
      name,
      `the Application namespace "${appNamespace}"`,
      'applicationNamespaces',
    );
  }
}

/** Files from elsewhere are refused unless a prefix allows them; repositories, where there are prefixes. */
function checkRepositories(
  { allow: { repositoryPrefixes: prefixes }, name }: ArgocdInstanceConfig,
  input: ApplicationInput,
): void {
  const repositories = [
    ...projectNeeds(input).sourceRepos,
    ...valuesAt(input.applicationSet?.generators, 'repoURL').map(String),
  ];
  const repository = repositories.find(url =>
    prefixes?.every(prefix => !isBelow(prefix, url)),
  );
  if (repository) {
    throw refusal(name, `the repository ${repository}`, 'repositoryPrefixes');
  }
  const file = remoteFiles(input).find(
    url => !prefixes?.some(prefix => isBelow(prefix, url)),
  );
  if (file) {
    throw refusal(name, `the file ${file}`, 'repositoryPrefixes');
  }
}

/** On the border of a path segment: `https://host/acme` does not allow `https://host/acme-evil`. */
function isBelow(prefix: string, url: string): boolean {
  const border = /[/:]$/.test(prefix) ? prefix : `${prefix}/`;
  // A generator could complete a template with "../"
  const isSure = !hasDotSegments(url) && !url.includes('{{');
  return isSure && `${url}/`.startsWith(border);
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
