import { AppProject } from '../client/schemas';
import { ProjectNeeds } from '../render/renderProject';
import { Right } from './neededRights';

/**
 * Rights to add entries to a project. Argo CD asks for those on each cluster and
 * repository that is new to it, and, where kinds are added, on all its clusters.
 */
export function rightsToExtend(
  { metadata, spec }: AppProject,
  missing: ProjectNeeds,
): Right[] {
  const had = new Set((spec.destinations ?? []).map(clusterOf));
  const added = missing.destinations.map(clusterOf);
  const clusters =
    missing.clusterResourceWhitelist.length > 0
      ? [...had, ...added]
      : added.filter(cluster => !had.has(cluster));
  return [
    ['projects', 'update', metadata.name],
    ...missing.sourceRepos.map(
      repo => ['repositories', 'update', repo] satisfies Right,
    ),
    ...[...new Set(clusters)].map(
      cluster => ['clusters', 'update', cluster] satisfies Right,
    ),
  ];
}

/** Argo CD knows no right for a cluster that a project names without its server. */
function clusterOf({ server }: { server?: string }): string {
  return server || '*';
}
