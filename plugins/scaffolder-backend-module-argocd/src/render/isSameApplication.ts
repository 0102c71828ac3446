import { isDeepStrictEqual } from 'node:util';
import { Application } from '../client/schemas';
import { compact } from './compact';
import { Manifest } from './renderApplication';

/**
 * Whether an Application already is what is wanted. Others may add labels,
 * annotations and finalizers; who made it may be an earlier task.
 */
export function isSameApplication(
  wanted: Manifest,
  existing: Application,
): boolean {
  return (
    isDeepStrictEqual(compact(wanted.spec), compact(existing.spec)) &&
    holds(existing.metadata.labels, wanted.metadata.labels) &&
    holds(existing.metadata.annotations, withoutTask(wanted)) &&
    (wanted.metadata.finalizers ?? []).every(finalizer =>
      existing.metadata.finalizers?.includes(finalizer),
    )
  );
}

function holds(
  existing: Record<string, string> | null | undefined,
  wanted: Record<string, string> | undefined,
): boolean {
  return Object.entries(wanted ?? {}).every(
    ([key, value]) => existing?.[key] === value,
  );
}

function withoutTask(wanted: Manifest): Record<string, string> {
  return Object.fromEntries(
    Object.entries(wanted.metadata.annotations ?? {}).filter(
      ([key]) => key !== 'backstage.io/scaffolder-task-id',
    ),
  );
}
