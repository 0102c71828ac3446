import { Request } from 'express';
import { ArgocdState } from '../ArgocdState';
import { Application } from '../Application';
import { Caller } from '../Authorizer';
import { assignedWindows, canSync, isActive, SyncWindow } from '../SyncWindow';
import { findApplication } from './findApplication';
import { query, RouteContext } from './RouteContext';

/** `GET .../syncwindows`: which windows it has, and whether a person may sync. */
export function findSyncWindows(
  context: RouteContext,
  request: Request,
  caller: Caller,
) {
  const { state } = context;
  const application = findApplication(context, {
    caller,
    action: 'get',
    name: request.params.name,
    project: query(request, 'project'),
    namespace: query(request, 'appNamespace'),
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

/** The windows that its project has for an Application. */
export function windowsOf(
  state: ArgocdState,
  application: Application,
): SyncWindow[] {
  const project = state.projects.get(application.spec.project);
  return assignedWindows(project?.spec.syncWindows, application);
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
