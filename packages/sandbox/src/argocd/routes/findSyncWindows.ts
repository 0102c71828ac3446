import { Request } from 'express';
import { Caller } from '../Authorizer';
import { canSync, isActive, SyncWindow } from '../SyncWindow';
import { windowsOf } from '../windowsOf';
import { findRequested } from './findApplication';
import { RouteContext } from './RouteContext';

/** `GET .../syncwindows`: which windows it has, and whether a person may sync. */
export function findSyncWindows(
  context: RouteContext,
  request: Request,
  caller: Caller,
) {
  const { state } = context;
  const application = findRequested(context, request, {
    caller,
    action: 'get',
  });
  const windows = windowsOf(state, application);
  const now = state.now();
  return {
    ...shown(
      'activeWindows',
      windows.filter(window => isActive(window, now)),
    ),
    ...shown('assignedWindows', windows),
    canSync: canSync(windows, { isManual: true, now }),
  };
}

/** An empty list is left out, and so are names and descriptions. */
function shown(key: string, windows: SyncWindow[]) {
  return windows.length === 0
    ? {}
    : {
        [key]: windows.map(
          ({ kind, schedule, duration, manualSync = false }) => ({
            kind,
            schedule,
            duration,
            manualSync,
          }),
        ),
      };
}
