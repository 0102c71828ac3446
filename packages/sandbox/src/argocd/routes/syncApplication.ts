import { Request } from 'express';
import { Application } from '../Application';
import { ArgocdState } from '../ArgocdState';
import { Caller } from '../Authorizer';
import { parseBody, syncBody } from '../bodies';
import { GrpcError } from '../GrpcError';
import { canSync } from '../SyncWindow';
import { windowsOf } from '../windowsOf';
import { findApplication } from './findApplication';
import { withoutResourceHealth } from './listApplications';
import { RouteContext } from './RouteContext';

/** `POST .../sync`: 200 when the operation has started. */
export function syncApplication(
  context: RouteContext,
  request: Request,
  caller: Caller,
): Application {
  const { authorizer, controller, state } = context;
  const body = parseBody(syncBody, request.body);
  const application = findApplication(context, {
    caller,
    action: 'get',
    name: request.params.name,
    project: body.project ?? '',
    namespace: body.appNamespace ?? '',
  });
  const { metadata, spec } = application;
  const windows = windowsOf(state, application);
  // Looked at before the right to sync is.
  if (!canSync(windows, { isManual: true, now: state.now() })) {
    throw new GrpcError(
      'PermissionDenied',
      'cannot sync: blocked by sync window',
    );
  }
  authorizer.enforce(
    caller,
    'applications',
    'sync',
    `${spec.project}/${metadata.name}`,
  );
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
