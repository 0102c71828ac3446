import { nameWindows } from '../wait/readBlockingWindows';
import { SyncWindowError } from '../wait/SyncWindowError';
import { Registration } from './Registration';

/**
 * Say that a sync window holds the Application back. What was registered
 * stands, whatever `onSyncWindow` says.
 */
export function endHeldBack(
  { run, input }: Registration,
  windows: string[],
): void {
  const kind = input.applicationSet ? 'applications of' : 'application';
  const next = input.sync.automated
    ? 'Argo CD syncs by itself when it may'
    : 'run the task again, or sync in Argo CD, when it may be synced';
  const reason = `${nameWindows(windows)} holds ${kind} "${input.name}" back`;
  if (input.onSyncWindow === 'fail') {
    throw new SyncWindowError(
      `Cannot sync now: ${reason}; everything stays registered, and ${next}`,
    );
  }
  run.warn(`Registered, but not synced: ${reason}; ${next}`);
}
