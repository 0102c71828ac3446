import { Request } from 'express';
import { Application } from '../Application';
import { ArgocdState } from '../ArgocdState';
import { Caller } from '../Authorizer';
import { GrpcError } from '../GrpcError';
import { query, RouteContext } from './RouteContext';

/**
 * Find an Application as Argo CD does since it stopped telling strangers which
 * names exist: without a project, missing and forbidden look the same.
 */
export function findApplication(
  context: RouteContext,
  options: {
    caller: Caller;
    action: string;
    name: string;
    project: string;
    namespace: string;
  },
): Application {
  const { caller, action, name, project } = options;
  const namespace = options.namespace || context.namespace;
  const { authorizer, state } = context;
  if (project) {
    authorizer.enforce(caller, 'applications', action, `${project}/${name}`);
  }
  const application = state.applications.get(ArgocdState.key(namespace, name));
  if (!project) {
    if (
      !application ||
      !authorizer.can(
        caller,
        'applications',
        action,
        `${application.spec.project}/${name}`,
      )
    ) {
      throw new GrpcError('PermissionDenied', 'permission denied');
    }
    return application;
  }
  if (!application || application.spec.project !== project) {
    throw new GrpcError(
      'NotFound',
      `applications.argoproj.io "${name}" not found`,
    );
  }
  return application;
}

/** The Application that path and query name, for a caller who may do this with it. */
export function findRequested(
  context: RouteContext,
  request: Request,
  { caller, action }: { caller: Caller; action: string },
): Application {
  return findApplication(context, {
    caller,
    action,
    name: request.params.name,
    project: query(request, 'project'),
    namespace: query(request, 'appNamespace'),
  });
}

/** `GET`, where `refresh` blocks until the Application was reconciled. */
export async function getApplication(
  context: RouteContext,
  request: Request,
  caller: Caller,
): Promise<Application> {
  const options = {
    caller,
    action: 'get',
    name: request.params.name,
    // Both spellings are accepted.
    project: query(request, 'project') || query(request, 'projects'),
    namespace: query(request, 'appNamespace'),
  };
  const application = findApplication(context, options);
  if (!query(request, 'refresh')) {
    return application;
  }
  const { namespace = '', name } = application.metadata;
  await context.controller.refresh(ArgocdState.key(namespace, name));
  return findApplication(context, options);
}
