import { Request } from 'express';
import { knownFinalizers } from '../ApplicationController';
import { ArgocdState } from '../ArgocdState';
import { Caller } from '../Authorizer';
import { GrpcError } from '../GrpcError';
import { findRequested } from './findApplication';
import { query, RouteContext } from './RouteContext';

/** `DELETE`: cascades unless told otherwise, and ends some time later. */
export function deleteApplication(
  context: RouteContext,
  request: Request,
  caller: Caller,
) {
  const { state, controller } = context;
  const cascade = query(request, 'cascade') !== 'false';
  const application = findRequested(context, request, {
    caller,
    action: 'delete',
  });
  if (!cascade && query(request, 'propagationPolicy')) {
    throw new GrpcError(
      'InvalidArgument',
      'cannot set propagation policy when cascading is disabled',
    );
  }
  const { metadata } = application;
  const foreign = (metadata.finalizers ?? []).filter(
    finalizer => !knownFinalizers.includes(finalizer),
  );
  const [finalizer = ''] = knownFinalizers;
  state.putApplication({
    ...application,
    metadata: {
      ...metadata,
      deletionTimestamp: metadata.deletionTimestamp ?? state.timestamp(),
      finalizers: cascade ? [...foreign, finalizer] : foreign,
    },
  });
  const key = ArgocdState.key(metadata.namespace ?? '', metadata.name);
  controller.terminate(key);
  setImmediate(() => controller.refresh(key));
  return {};
}
