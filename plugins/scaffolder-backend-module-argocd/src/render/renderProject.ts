import { ApplicationInput } from '../input/schemas';
import { Owner, ownerAnnotations } from './Owner';
import { Manifest } from './renderApplication';

/** A destination as a project lists it. */
export interface ProjectDestination {
  server?: string;
  name?: string;
  namespace: string;
}

/** What a project must admit for an Application. */
export interface ProjectNeeds {
  sourceRepos: string[];
  destinations: ProjectDestination[];
  clusterResourceWhitelist: { group: string; kind: string }[];
}

/** What the Application, and those that share its project, need. */
export function projectNeeds(input: ApplicationInput): ProjectNeeds {
  const destinations = unique([
    ...(input.project.destinations ?? []),
    input.destination,
  ]);
  return {
    sourceRepos: [...new Set(input.sources.map(({ repoUrl }) => repoUrl))],
    destinations,
    // Argo CD makes the namespace itself, but only where the project admits
    // that kind: without this the sync fails with "resource :Namespace is not
    // permitted in project".
    clusterResourceWhitelist: input.sync.createNamespace
      ? [{ group: '', kind: 'Namespace' }]
      : [],
  };
}

/** A project that admits exactly that. */
export function renderProject(
  input: ApplicationInput,
  options: { owner: Owner; namespace: string },
): Manifest {
  const needs = projectNeeds(input);
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AppProject',
    metadata: {
      name: input.project.name,
      namespace: options.namespace,
      labels: { 'app.kubernetes.io/managed-by': 'backstage' },
      annotations: ownerAnnotations(options.owner),
    },
    spec: {
      ...(input.project.description
        ? { description: input.project.description }
        : {}),
      sourceRepos: needs.sourceRepos,
      destinations: needs.destinations,
      ...(needs.clusterResourceWhitelist.length > 0
        ? { clusterResourceWhitelist: needs.clusterResourceWhitelist }
        : {}),
    },
  };
}

function unique(destinations: ProjectDestination[]): ProjectDestination[] {
  const byText = new Map(
    destinations.map(destination => [
      [destination.server, destination.name, destination.namespace].join('|'),
      destination,
    ]),
  );
  return [...byText.values()];
}
