import { isDeepStrictEqual } from 'node:util';
import { ApplicationSet } from '../client/schemas';
import { compact } from './compact';
import { Manifest } from './renderApplication';

/** Whether an ApplicationSet already is what is wanted. */
export function isSameApplicationSet(
  wanted: Manifest,
  existing: ApplicationSet,
): boolean {
  return isDeepStrictEqual(cleaned(wanted.spec), cleaned(existing.spec));
}

/** Argo CD adds empty templates to the generators, and the task may differ. */
function cleaned(spec: Record<string, unknown>): unknown {
  return JSON.parse(JSON.stringify(compact(spec)), (key, value) =>
    key === 'backstage.io/scaffolder-task-id' ||
    (key === 'template' && isEmptyTemplate(value))
      ? undefined
      : value,
  );
}

function isEmptyTemplate(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.values(compact(value)).every(
      item =>
        typeof item === 'object' &&
        item !== null &&
        Object.keys(compact(item)).length === 0,
    )
  );
}
