import { InputError } from '@backstage/errors';
import { z } from 'zod/v3';

/**
 * Parse the input of an action again: the runner checks the JSON schema only,
 * which holds neither the defaults nor the refinements.
 */
export function parseInput<T extends z.ZodTypeAny>(
  schema: T,
  input: unknown,
): z.output<T> {
  const parsed = schema.safeParse(input);
  if (parsed.success) {
    return parsed.data;
  }
  const reasons = parsed.error.issues.flatMap(flatten).map(issue => {
    const path = issue.path.join('.');
    const value = valueAt(input, issue.path);
    const quoted = typeof value === 'string' ? ` "${value}"` : '';
    return `${path || 'input'}${quoted}: ${issue.message}`;
  });
  throw new InputError(
    `Cannot use the input: ${[...new Set(reasons)].join('; ')}`,
  );
}

function flatten(issue: z.ZodIssue): z.ZodIssue[] {
  // Of a union, the alternative with the fewest complaints was meant.
  if (issue.code !== z.ZodIssueCode.invalid_union) {
    return [issue];
  }
  const [closest] = issue.unionErrors
    .map(error => error.issues)
    .sort((a, b) => a.length - b.length);
  return closest ? closest.flatMap(flatten) : [issue];
}

function valueAt(input: unknown, path: (string | number)[]): unknown {
  const [key, ...rest] = path;
  if (key === undefined) {
    return input;
  }
  if (typeof input !== 'object' || input === null) {
    return undefined;
  }
  return valueAt(
    Object.entries(input).find(([k]) => k === String(key))?.[1],
    rest,
  );
}
