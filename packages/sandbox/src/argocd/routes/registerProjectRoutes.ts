import { Request, Router } from 'express';
import { isDeepStrictEqual } from 'node:util';
import { AppProject } from '../AppProject';
import { Caller } from '../Authorizer';
import { parseBody, projectBody } from '../bodies';
import { differenceMessage } from '../differenceMessage';
import { GrpcError } from '../GrpcError';
import { projectRefusals } from '../projectRefusals';
import { comparedForm, storedForm } from '../storedForm';
import { asCaller, RouteContext } from './RouteContext';
import { serverOf } from './serverOf';

/** `/api/v1/projects`: bodies are wrapped, `upsert` is in the body. */
export function registerProjectRoutes(
  router: Router,
  context: RouteContext,
): void {
  router.get(
    '/api/v1/projects',
    asCaller(context, (_request, caller) => ({
      metadata: {},
      items: [...context.state.projects.values()].filter(project =>
        context.authorizer.can(
          caller,
          'projects',
          'get',
          project.metadata.name,
        ),
      ),
    })),
  );
  router.post(
    '/api/v1/projects',
    asCaller(context, (request, caller) => create(context, request, caller)),
  );
  router.get(
    '/api/v1/projects/:name',
    asCaller(context, (request, caller) => {
      const { name } = request.params;
      context.authorizer.enforce(caller, 'projects', 'get', name);
      return find(context, name);
    }),
  );
  router.put(
    '/api/v1/projects/:name',
    asCaller(context, (request, caller) => update(context, request, caller)),
  );
  router.delete(
    '/api/v1/projects/:name',
    asCaller(context, (request, caller) => remove(context, request, caller)),
  );
}

function find(context: RouteContext, name: string): AppProject {
  const project = context.state.projects.get(name);
  if (!project) {
    throw new GrpcError(
      'NotFound',
      `appprojects.argoproj.io "${name}" not found`,
    );
  }
  return project;
}

function create(context: RouteContext, request: Request, caller: Caller) {
  const { project, upsert } = parseBody(projectBody, request.body);
  const { name } = project.metadata;
  const { state, authorizer, namespace } = context;
  authorizer.enforce(caller, 'projects', 'create', name);
  const existing = state.projects.get(name);
  if (!existing) {
    const created: AppProject = {
      metadata: { ...project.metadata, namespace, ...state.newMetadata() },
      spec: { ...project.spec, ...emptyDropped(project.spec) },
      status: {},
    };
    state.projects.set(name, created);
    state.changed();
    return created;
  }
  const before = storedForm(existing.spec);
  const submitted = comparedForm(project.spec);
  if (isDeepStrictEqual(before, submitted)) {
    return existing;
  }
  if (!upsert) {
    throw new GrpcError(
      'InvalidArgument',
      differenceMessage('project', before, submitted),
    );
  }
  authorizer.enforce(caller, 'projects', 'update', name);
  return store(context, existing, project.spec);
}

function emptyDropped(spec: AppProject['spec']) {
  const keep = (list: unknown[] | undefined) =>
    list?.length ? list : undefined;
  return {
    sourceRepos: keep(spec.sourceRepos) && spec.sourceRepos,
    destinations: keep(spec.destinations) && spec.destinations,
    syncWindows: keep(spec.syncWindows) && spec.syncWindows,
  };
}

function update(context: RouteContext, request: Request, caller: Caller) {
  const { project } = parseBody(projectBody, request.body);
  const { name } = request.params;
  context.authorizer.enforce(caller, 'projects', 'update', name);
  const existing = find(context, name);
  enforceEntries(context, caller, [existing.spec, project.spec]);
  if (
    project.metadata.resourceVersion &&
    project.metadata.resourceVersion !== existing.metadata.resourceVersion
  ) {
    throw new GrpcError(
      'Aborted',
      `Operation cannot be fulfilled on appprojects.argoproj.io "${name}": the object has been modified; please apply your changes to the latest version and try again`,
    );
  }
  const broken = [...context.state.applications.values()].filter(
    application =>
      application.spec.project === name &&
      projectRefusals(
        { ...existing, spec: project.spec },
        application.spec,
        serverOf(context, application.spec.destination),
      ).length > 0,
  );
  if (broken.length > 0) {
    throw new GrpcError(
      'InvalidArgument',
      `as a result of project update ${broken.length} applications destination became invalid`,
    );
  }
  return store(context, existing, project.spec, project.metadata.labels);
}

/** New clusters and repositories take rights on them; other kinds, on all clusters. */
function enforceEntries(
  { authorizer }: RouteContext,
  caller: Caller,
  [before, after]: [AppProject['spec'], AppProject['spec']],
): void {
  const clustersOf = ({ destinations }: AppProject['spec']) =>
    (destinations ?? []).map(({ server = '' }) => server);
  const isSame = isDeepStrictEqual(
    before.clusterResourceWhitelist,
    after.clusterResourceWhitelist,
  );
  const had = new Set(isSame ? clustersOf(before) : []);
  const repositories = new Set(before.sourceRepos);
  for (const cluster of clustersOf(after).filter(item => !had.has(item))) {
    authorizer.enforce(caller, 'clusters', 'update', cluster);
  }
  for (const repo of after.sourceRepos ?? []) {
    if (!repositories.has(repo)) {
      authorizer.enforce(caller, 'repositories', 'update', repo);
    }
  }
}

function store(
  context: RouteContext,
  existing: AppProject,
  spec: AppProject['spec'],
  labels = existing.metadata.labels,
): AppProject {
  const { state } = context;
  const stored: AppProject = {
    ...existing,
    spec: { ...spec, ...emptyDropped(spec) },
    metadata: {
      ...existing.metadata,
      labels,
      resourceVersion: state.nextResourceVersion(),
      generation: (existing.metadata.generation ?? 1) + 1,
    },
  };
  state.projects.set(existing.metadata.name, stored);
  state.changed();
  return stored;
}

function remove(context: RouteContext, request: Request, caller: Caller) {
  const { name } = request.params;
  const { state, authorizer } = context;
  authorizer.enforce(caller, 'projects', 'delete', name);
  if (name === 'default') {
    throw new GrpcError(
      'InvalidArgument',
      "name 'default' is reserved and cannot be deleted",
    );
  }
  find(context, name);
  const users = [...state.applications.values()].filter(
    application => application.spec.project === name,
  );
  if (users.length > 0) {
    throw new GrpcError(
      'InvalidArgument',
      `project is referenced by ${users.length} applications`,
    );
  }
  state.projects.delete(name);
  state.changed();
  return {};
}
