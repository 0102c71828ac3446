import { Request, Router } from 'express';
import { isDeepStrictEqual } from 'node:util';
import { ApplicationSet } from '../ApplicationSet';
import { ArgocdState } from '../ArgocdState';
import { Caller } from '../Authorizer';
import { applicationSetBody, parseBody } from '../bodies';
import {
  generateApplications,
  removeApplications,
} from '../generateApplications';
import { differenceMessage } from '../differenceMessage';
import { GrpcError } from '../GrpcError';
import { comparedForm, storedForm } from '../storedForm';
import { asCaller, query, RouteContext } from './RouteContext';

/** `/api/v1/applicationsets`. */
export function registerApplicationSetRoutes(
  router: Router,
  context: RouteContext,
): void {
  router.post(
    '/api/v1/applicationsets',
    asCaller(context, (request, caller) => create(context, request, caller)),
  );
  router.get(
    '/api/v1/applicationsets/:name',
    asCaller(context, (request, caller) =>
      find(context, request, caller, 'get'),
    ),
  );
  router.delete(
    '/api/v1/applicationsets/:name',
    asCaller(context, (request, caller) => {
      const found = find(context, request, caller, 'delete');
      context.state.applicationSets.delete(keyOf(context, found));
      removeApplications(context, found);
      context.state.changed();
      return {};
    }),
  );
}

function keyOf(context: RouteContext, set: ApplicationSet): string {
  return ArgocdState.key(
    set.metadata.namespace ?? context.namespace,
    set.metadata.name,
  );
}

function find(
  context: RouteContext,
  request: Request,
  caller: Caller,
  action: string,
): ApplicationSet {
  const { name } = request.params;
  const namespace = query(request, 'appsetNamespace') || context.namespace;
  const found = context.state.applicationSets.get(
    ArgocdState.key(namespace, name),
  );
  if (!found) {
    throw new GrpcError(
      'NotFound',
      `error getting ApplicationSet: applicationset.argoproj.io "${name}" not found`,
    );
  }
  const { project } = found.spec.template.spec;
  context.authorizer.enforce(
    caller,
    'applicationsets',
    action,
    `${project}/${name}`,
  );
  return found;
}

function create(context: RouteContext, request: Request, caller: Caller) {
  const { state, authorizer } = context;
  const set = parseBody(applicationSetBody, request.body);
  const { project } = set.spec.template.spec;
  const { name } = set.metadata;
  if (project.includes('{{')) {
    throw new GrpcError(
      'InvalidArgument',
      'error validating ApplicationSets: the Argo CD API does not currently support creating ApplicationSets with templated `project` fields',
    );
  }
  if (!state.projects.has(project)) {
    throw new GrpcError(
      'InvalidArgument',
      `error validating ApplicationSets: appprojects.argoproj.io "${project}" not found`,
    );
  }
  authorizer.enforce(caller, 'applicationsets', 'create', `${project}/${name}`);
  const existing = state.applicationSets.get(
    ArgocdState.key(set.metadata.namespace ?? context.namespace, name),
  );
  const created: ApplicationSet = {
    metadata: {
      namespace: context.namespace,
      ...set.metadata,
      ...(existing ? kept(existing) : state.newMetadata()),
    },
    spec: set.spec,
    status: { conditions: upToDate(state.timestamp()) },
  };
  const before = storedForm(existing?.spec);
  const submitted = comparedForm(set.spec);
  const dryRun = query(request, 'dryRun') === 'true';
  if (existing && isDeepStrictEqual(before, submitted)) {
    return existing;
  }
  if (existing && query(request, 'upsert') !== 'true') {
    throw new GrpcError(
      'InvalidArgument',
      differenceMessage('applicationSet', before, submitted),
    );
  }
  if (!dryRun) {
    state.applicationSets.set(keyOf(context, created), created);
    generateApplications(context, created);
    state.changed();
  }
  return created;
}

function kept({ metadata }: ApplicationSet) {
  const { uid, creationTimestamp, generation = 1 } = metadata;
  return { uid, creationTimestamp, generation: generation + 1 };
}

/** What the controller says when it has made the Applications. */
function upToDate(lastTransitionTime: string) {
  const condition = (type: string, status: string, message: string) => ({
    type,
    status,
    message,
    lastTransitionTime,
    reason: 'ApplicationSetUpToDate',
  });
  return [
    condition(
      'ErrorOccurred',
      'False',
      'All applications have been generated successfully',
    ),
    condition(
      'ParametersGenerated',
      'True',
      'Successfully generated parameters for all Applications',
    ),
    condition(
      'ResourcesUpToDate',
      'True',
      'All applications have been generated successfully',
    ),
  ];
}
