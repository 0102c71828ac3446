import { Request } from 'express';
import { ArgocdState } from '../ArgocdState';
import { Caller } from '../Authorizer';
import { applicationBody, parseBody } from '../bodies';
import { GrpcError } from '../GrpcError';
import { findApplication } from './findApplication';
import { withoutResourceHealth } from './listApplications';
import { query, RouteContext } from './RouteContext';
import { projectFor, validateApplication } from './validateApplication';

/** `PUT`: the whole object, refused when it was read before someone's change. */
export async function updateApplication(
  context: RouteContext,
  request: Request,
  caller: Caller,
) {
  const body = parseBody(applicationBody, request.body);
  const existing = findApplication(context, {
    caller,
    action: 'update',
    name: request.params.name,
    project: query(request, 'project') || body.spec.project,
    namespace: body.metadata.namespace ?? '',
  });
  const application = {
    ...existing,
    spec: body.spec,
    metadata: {
      ...existing.metadata,
      labels: body.metadata.labels,
      annotations: body.metadata.annotations,
      finalizers: body.metadata.finalizers,
      generation: (existing.metadata.generation ?? 1) + 1,
    },
  };
  await validateApplication(context, application, {
    project: projectFor(context, application),
    validate: query(request, 'validate') !== 'false',
  });
  const sent = body.metadata.resourceVersion;
  const { name, namespace = '' } = existing.metadata;
  const key = ArgocdState.key(namespace, name);
  // The status may have moved on meanwhile: only the spec can conflict.
  const current = context.state.applications.get(key) ?? existing;
  if (sent && current.metadata.generation !== existing.metadata.generation) {
    throw new GrpcError(
      'Aborted',
      `Operation cannot be fulfilled on applications.argoproj.io "${name}": the object has been modified; please apply your changes to the latest version and try again`,
    );
  }
  const stored = context.state.putApplication({
    ...application,
    status: current.status,
  });
  setImmediate(() => context.controller.refresh(key));
  return withoutResourceHealth(stored);
}
