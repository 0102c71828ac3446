import { ApplicationSpec } from './Application';
import { AppProject } from './AppProject';

/** Why a project does not admit an Application, in Argo CD's words. */
export function projectRefusals(
  project: AppProject,
  spec: ApplicationSpec,
  server: string,
): string[] {
  const name = project.metadata.name;
  const repositories = project.spec.sourceRepos ?? [];
  const refusals = sourcesOf(spec)
    .filter(source => !repositories.some(glob => matches(glob, source.repoURL)))
    .map(
      source =>
        `application repo ${source.repoURL} is not permitted in project '${name}'`,
    );
  const namespace = spec.destination.namespace ?? '';
  const admitted = (project.spec.destinations ?? []).some(
    destination =>
      matches(destination.namespace ?? '', namespace) &&
      (matches(destination.server ?? '', server) ||
        (spec.destination.name !== undefined &&
          matches(destination.name ?? '', spec.destination.name))),
  );
  if (!admitted) {
    refusals.push(
      `application destination server '${server}' and namespace '${namespace}' do not match any of the allowed destinations in project '${name}'`,
    );
  }
  return refusals;
}

/** The sources of an Application, however it names them. */
export function sourcesOf(spec: ApplicationSpec) {
  return spec.sources ?? (spec.source ? [spec.source] : []);
}

/** Match one of Argo CD's patterns, where `*` stands for any text. */
export function matches(glob: string, value: string): boolean {
  const pattern = glob
    .split('*')
    .map(part => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*');
  return new RegExp(`^${pattern}$`).test(value);
}
