import { AppProject } from '../client/schemas';
import { matches } from '../render/matches';
import { ProjectNeeds } from '../render/renderProject';

/** The part of the needs that a project does not admit yet. */
export function missingNeeds(
  project: AppProject,
  needs: ProjectNeeds,
): ProjectNeeds {
  const { spec } = project;
  return {
    sourceRepos: needs.sourceRepos.filter(
      repo => !spec.sourceRepos?.some(glob => matches(glob, repo)),
    ),
    destinations: needs.destinations.filter(
      wanted =>
        !spec.destinations?.some(
          ({ server, name, namespace }) =>
            matches(namespace ?? '', wanted.namespace) &&
            (wanted.server === undefined
              ? matches(name ?? '', wanted.name ?? '')
              : matches(server ?? '', wanted.server)),
        ),
    ),
    clusterResourceWhitelist: needs.clusterResourceWhitelist.filter(
      wanted =>
        !spec.clusterResourceWhitelist?.some(
          ({ group, kind }) =>
            matches(group, wanted.group) && matches(kind, wanted.kind),
        ),
    ),
  };
}

/** Whether nothing is missing. */
export function isNothing(needs: ProjectNeeds): boolean {
  return Object.values(needs).every(list => list.length === 0);
}

/** What is missing, in words. */
export function describeNeeds(needs: ProjectNeeds): string {
  return [
    ...needs.sourceRepos.map(repo => `sourceRepos: ${repo}`),
    ...needs.destinations.map(
      ({ server, name, namespace }) =>
        `destinations: ${server ?? name} with namespace "${namespace}"`,
    ),
    ...needs.clusterResourceWhitelist.map(
      ({ kind }) => `clusterResourceWhitelist: ${kind}`,
    ),
  ].join(', ');
}
