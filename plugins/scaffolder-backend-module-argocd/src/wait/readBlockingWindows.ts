import { ActionRun } from '../actions/ActionRun';
import { ApplicationKey } from '../client/ApplicationKey';
import { ArgocdResponseError } from '../client/ArgocdResponseError';
import { AppProject } from '../client/schemas';
import { SyncWindow, SyncWindows } from '../client/syncWindowSchemas';

/**
 * The sync windows that keep an Application from being synced now, in words.
 * None, too, when Argo CD does not tell: they only explain.
 *
 * @param isManual - whether a person syncs it, rather than Argo CD
 */
export async function readBlockingWindows(
  run: ActionRun,
  key: ApplicationKey,
  isManual: boolean,
): Promise<string[]> {
  const windows = await unlessRefused(
    run.client.getSyncWindows(key, run.signal),
  );
  const blocking = windows ? blockingOf(windows, isManual) : [];
  if (blocking.length === 0) {
    return [];
  }
  // Only the project tells time zones and descriptions.
  const project = await unlessRefused(
    run.client.getProject(key.project, run.signal),
  );
  return run.clean(blocking.map(window => describe(window, project)));
}

/** The windows in one phrase; they may not be known. */
export function nameWindows(windows: string[]): string {
  switch (windows.length) {
    case 0:
      return 'a sync window of the project';
    case 1:
      return `the sync window ${windows[0]}`;
    default:
      return `the sync windows ${windows.join('; ')}`;
  }
}

/** What Argo CD's own check comes to, which it tells for people only. */
function blockingOf(
  { activeWindows, assignedWindows, canSync }: SyncWindows,
  isManual: boolean,
): SyncWindow[] {
  if (isManual && canSync) {
    return [];
  }
  const active = activeWindows ?? [];
  const denies = active.filter(({ kind }) => kind === 'deny');
  const isOpen = active.some(({ kind }) => kind === 'allow');
  const allows = (assignedWindows ?? []).filter(({ kind }) => kind === 'allow');
  if (denies.length > 0) {
    return denies;
  }
  return isOpen ? [] : allows;
}

function describe(window: SyncWindow, project: AppProject | undefined): string {
  const { kind, schedule, duration } = window;
  const full = project?.spec.syncWindows?.find(
    other =>
      other.kind === kind &&
      other.schedule === schedule &&
      other.duration === duration,
  );
  const details = [full?.timeZone, full?.description].filter(Boolean);
  return `${kind} "${schedule}" for ${duration}${
    details.length > 0 ? ` (${details.join(', ')})` : ''
  }`;
}

async function unlessRefused<T>(request: Promise<T>): Promise<T | undefined> {
  try {
    return await request;
  } catch (error) {
    if (error instanceof ArgocdResponseError) {
      return undefined;
    }
    throw error;
  }
}
