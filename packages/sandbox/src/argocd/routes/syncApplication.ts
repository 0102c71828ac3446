import { Request } from 'express';
import { Application } from '../Application';
import { ArgocdState } from '../ArgocdState';
import { Caller } from '../Authorizer';
import { parseBody, syncBody } from '../bodies';
import { GrpcError } from '../GrpcError';
import { findApplication } from './findApplication';
import { withoutResourceHealth } from './listApplications';
import { RouteContext } from './RouteContext';

/** `POST .../sync`: 200 when the operation has started. */
export function syncApplication(
  context: RouteContext,
  request: Request,
  caller: Caller,
): Application {
  const { controller } = context;
  const body = parseBody(syncBody, request.body);
  const application = findApplication(context, {
    caller,
    action: 'sync',
    name: request.params.name,
    project: body.project ?? '',
    namespace: body.appNamespace ?? '',
  });
  const { metadata } = application;
  if (metadata.deletionTimestamp) {
    throw new GrpcError('FailedPrecondition', 'application is deleting');
  }
  const key = ArgocdState.key(metadata.namespace ?? '', metadata.name);
  if (controller.isSyncing(key)) {
    throw new GrpcError(
      'FailedPrecondition',
      'another operation is already in progress',
    );
  }
  if (!body.dryRun) {
    controller.sync(key, {
      revision: body.revision,
      prune: body.prune,
      automated: false,
    });
  }
  return withoutResourceHealth({
    ...application,
    // The last operation is forgotten as soon as a new one is asked for.
    status: { ...application.status, operationState: undefined },
    operation: { sync: {}, initiatedBy: { username: caller.name } },
  });
}
