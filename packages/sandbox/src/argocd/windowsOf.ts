import { Application } from './Application';
import { ArgocdState } from './ArgocdState';
import { assignedWindows, SyncWindow } from './SyncWindow';

/** The windows that its project has for an Application. */
export function windowsOf(
  state: ArgocdState,
  application: Application,
): SyncWindow[] {
  const project = state.projects.get(application.spec.project);
  return assignedWindows(project?.spec.syncWindows, application);
}
