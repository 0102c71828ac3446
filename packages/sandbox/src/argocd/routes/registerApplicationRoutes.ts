import { Router } from 'express';
import { createApplication } from './createApplication';
import { deleteApplication } from './deleteApplication';
import { getApplication, findRequested } from './findApplication';
import { findSyncWindows } from './findSyncWindows';
import { listApplications } from './listApplications';
import { listManagedResources } from './listManagedResources';
import { asCaller, RouteContext } from './RouteContext';
import { syncApplication } from './syncApplication';
import { updateApplication } from './updateApplication';
import { GrpcError } from '../GrpcError';
import { ArgocdState } from '../ArgocdState';

/** `/api/v1/applications` and what is below it. */
export function registerApplicationRoutes(
  router: Router,
  context: RouteContext,
): void {
  const path = '/api/v1/applications';
  router.get(
    path,
    asCaller(context, (request, caller) =>
      listApplications(context, request, caller),
    ),
  );
  router.post(
    path,
    asCaller(context, (request, caller) =>
      createApplication(context, request, caller),
    ),
  );
  router.get(
    `${path}/:name`,
    asCaller(context, (request, caller) =>
      getApplication(context, request, caller),
    ),
  );
  router.put(
    `${path}/:name`,
    asCaller(context, (request, caller) =>
      updateApplication(context, request, caller),
    ),
  );
  router.delete(
    `${path}/:name`,
    asCaller(context, (request, caller) =>
      deleteApplication(context, request, caller),
    ),
  );
  router.get(
    `${path}/:name/syncwindows`,
    asCaller(context, (request, caller) =>
      findSyncWindows(context, request, caller),
    ),
  );
  router.get(
    `${path}/:name/managed-resources`,
    asCaller(context, (request, caller) =>
      listManagedResources(context, request, caller),
    ),
  );
  router.post(
    `${path}/:name/sync`,
    asCaller(context, (request, caller) =>
      syncApplication(context, request, caller),
    ),
  );
  router.delete(
    `${path}/:name/operation`,
    asCaller(context, (request, caller) => {
      const application = findRequested(context, request, {
        caller,
        action: 'sync',
      });
      const { namespace = '', name } = application.metadata;
      if (!context.controller.terminate(ArgocdState.key(namespace, name))) {
        throw new GrpcError(
          'InvalidArgument',
          'Unable to terminate operation. No operation is in progress',
        );
      }
      return {};
    }),
  );
}
