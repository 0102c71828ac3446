import { CronTime } from 'cron';
import { Application } from './Application';
import { matches } from './projectRefusals';

/** A time in which Applications of a project may, or may not, be synced. */
export interface SyncWindow {
  kind: 'allow' | 'deny';
  /** When it begins, as a cron expression of five fields. */
  schedule: string;
  /** How long it lasts, as Go writes it, e.g. `1h30m`. */
  duration: string;
  applications?: string[];
  namespaces?: string[];
  clusters?: string[];
  /** Lets people sync by hand all the same. */
  manualSync?: boolean;
  /** @defaultValue 'UTC' */
  timeZone?: string;
  description?: string;
  /** All of the three lists must match, rather than one of them. */
  andOperator?: boolean;
}

/** The windows of a project that are about an Application. */
export function assignedWindows(
  windows: SyncWindow[] | undefined,
  { metadata, spec }: Application,
): SyncWindow[] {
  const { server = '', name = '', namespace = '' } = spec.destination;
  const holds = (globs: string[] | undefined, ...values: string[]) =>
    globs?.length
      ? globs.some(glob => values.some(value => value && matches(glob, value)))
      : undefined;
  return (windows ?? []).filter(window => {
    const found = [
      holds(window.applications, metadata.name),
      holds(window.clusters, server, name),
      holds(window.namespaces, namespace),
    ].filter(item => item !== undefined);
    return window.andOperator
      ? found.length > 0 && found.every(Boolean)
      : found.some(Boolean);
  });
}

/** Whether a window is open now. */
export function isActive(window: SyncWindow, now: number): boolean {
  const { schedule, timeZone = 'UTC' } = window;
  const begin = new Date(now - milliseconds(window.duration));
  const next = new CronTime(schedule, timeZone).getNextDateFrom(
    begin,
    timeZone,
  );
  return next.toMillis() <= now;
}

/** Whether these windows let an Application be synced now. */
export function canSync(
  windows: SyncWindow[],
  options: { isManual: boolean; now: number },
): boolean {
  const active = windows.filter(window => isActive(window, options.now));
  const denies = active.filter(({ kind }) => kind === 'deny');
  const allows = windows.filter(({ kind }) => kind === 'allow');
  const byHand = (blocking: SyncWindow[]) =>
    options.isManual && blocking.every(({ manualSync }) => manualSync);
  if (denies.length > 0) {
    return byHand(denies);
  }
  return (
    allows.length === 0 ||
    active.some(({ kind }) => kind === 'allow') ||
    byHand(allows)
  );
}

const units: Record<string, number> = { h: 3_600_000, m: 60_000, s: 1_000 };

function milliseconds(duration: string): number {
  return [...duration.matchAll(/(\d+)([hms])/g)].reduce(
    (sum, [, count, unit = 's']) => sum + Number(count) * (units[unit] ?? 0),
    0,
  );
}
