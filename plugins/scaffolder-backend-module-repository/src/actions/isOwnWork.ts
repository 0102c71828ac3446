import { isDeepStrictEqual } from 'node:util';

/** The file by which a generated repository says who made it, from what. */
export const markerPath = '.backstage/template.json';

/**
 * Whether a repository was made by an earlier attempt at the same task: by the same task, or by the
 * same person giving the same answers.
 *
 * @param marker - the text of the repository's `.backstage/template.json`, if it has one
 */
export function isOwnWork(
  marker: string | undefined,
  attempt: {
    taskId: string;
    createdBy?: string;
    answers?: Record<string, unknown>;
  },
): boolean {
  const made = parse(marker);
  if (made.taskId === attempt.taskId) {
    return true;
  }
  return (
    attempt.createdBy !== undefined &&
    made.createdBy === attempt.createdBy &&
    attempt.answers !== undefined &&
    isDeepStrictEqual(made.answers, attempt.answers)
  );
}

/** A marker that is not JSON was not written by the template: it proves nothing. */
function parse(marker: string | undefined): {
  taskId?: unknown;
  createdBy?: unknown;
  answers?: unknown;
} {
  try {
    const value: unknown = JSON.parse(marker ?? '{}');
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}
