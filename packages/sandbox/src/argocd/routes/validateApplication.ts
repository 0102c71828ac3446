import { Application, ApplicationSpec } from '../Application';
import { AppProject } from '../AppProject';
import { GrpcError } from '../GrpcError';
import { projectRefusals, sourcesOf } from '../projectRefusals';
import { RouteContext } from './RouteContext';
import { serverOf } from './serverOf';

/** The project of an Application, or the refusal that hides which one is missing. */
export function projectFor(
  context: RouteContext,
  application: Application,
): AppProject {
  const { project } = application.spec;
  const namespace = application.metadata.namespace ?? '';
  const found = context.state.projects.get(project);
  const admitted =
    namespace === context.namespace ||
    (context.applicationNamespaces.includes(namespace) &&
      found !== undefined &&
      allowsNamespace(found, namespace));
  if (!found || !admitted) {
    throw new GrpcError(
      'InvalidArgument',
      `app is not allowed in project "${project}", or the project does not exist`,
    );
  }
  return found;
}

/** Everything that is checked before an Application is stored. */
export async function validateApplication(
  context: RouteContext,
  application: Application,
  options: { project: AppProject; validate: boolean },
): Promise<void> {
  const { metadata, spec } = application;
  if (metadata.name === '') {
    throw new GrpcError(
      'Unknown',
      'error while validating and normalizing app: resource name may not be empty',
    );
  }
  if (!options.validate) {
    return;
  }
  checkDestination(context, metadata.name, spec);
  const refusals = [
    ...(await sourceRefusals(context, application)),
    ...projectRefusals(
      options.project,
      spec,
      serverOf(context, spec.destination),
    ),
  ];
  if (refusals.length > 0) {
    throw new GrpcError(
      'InvalidArgument',
      `application spec for ${metadata.name} is invalid: ${refusals
        .map(refusal => `InvalidSpecError: ${refusal}`)
        .join(';')}`,
    );
  }
}

function checkDestination(
  context: RouteContext,
  name: string,
  spec: ApplicationSpec,
): void {
  const { destination } = spec;
  const prefix = `application destination spec for ${name} is invalid: `;
  if (destination.name && destination.server) {
    throw new GrpcError(
      'InvalidArgument',
      `${prefix}application destination can't have both name and server defined: ${destination.name} ${destination.server}`,
    );
  }
  if (destination.name && !context.clusters[destination.name]) {
    throw new GrpcError(
      'InvalidArgument',
      `${prefix}there are no clusters with this name: ${destination.name}`,
    );
  }
  const servers = Object.values(context.clusters);
  if (destination.server && !servers.includes(destination.server)) {
    throw new GrpcError(
      'InvalidArgument',
      `${prefix}error getting cluster by server "${destination.server}": rpc error: code = NotFound desc = cluster "${destination.server}" not found`,
    );
  }
}

async function sourceRefusals(
  context: RouteContext,
  application: Application,
): Promise<string[]> {
  const { spec } = application;
  const signal = AbortSignal.timeout(30_000);
  if (sourcesOf(spec).length === 0) {
    return ['spec.source.repoURL is required'];
  }
  for (const source of sourcesOf(spec)) {
    if (!source.path && !source.chart && !source.ref) {
      return [
        'spec.source.repoURL and either spec.source.path or spec.source.chart are required',
      ];
    }
    const credentials = context.repositories.find(source.repoURL, spec.project);
    try {
      await context.reconciler.resolveRevision(
        { ...source, targetRevision: 'HEAD' },
        signal,
        credentials,
      );
    } catch (error) {
      return [inaccessible(source.repoURL, textOf(error))];
    }
  }
  try {
    await context.refresher.target(application, signal);
    return [];
  } catch (error) {
    const path = sourcesOf(spec)[0]?.path ?? '';
    return [
      `Unable to generate manifests in ${path}: rpc error: code = Unknown desc = ${textOf(
        error,
      )}`,
    ];
  }
}

function inaccessible(repoUrl: string, text: string): string {
  return `repository not accessible: repositories not accessible: &Repository{Repo: "${repoUrl}", Type: "", Name: "", Project: ""}: repo client error while testing repository: rpc error: code = Unknown desc = error testing repository connectivity: ${text}`;
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function allowsNamespace(project: AppProject, namespace: string): boolean {
  const { sourceNamespaces } = project.spec;
  return (
    Array.isArray(sourceNamespaces) && sourceNamespaces.includes(namespace)
  );
}
