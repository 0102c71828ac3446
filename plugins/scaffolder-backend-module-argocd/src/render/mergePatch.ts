import { isDeepStrictEqual } from 'node:util';
import { JsonValue } from '@backstage/types';

/**
 * The JSON merge patch (RFC 7396) that makes `to` of `from`, with nothing in it
 * that is equal; undefined when they are.
 */
export function mergePatch(from: unknown, to: unknown): JsonValue | undefined {
  if (isDeepStrictEqual(from, to)) {
    return undefined;
  }
  if (!isObject(from) || !isObject(to)) {
    return to === undefined ? null : JSON.parse(JSON.stringify(to));
  }
  const keys = [...new Set([...Object.keys(from), ...Object.keys(to)])];
  return Object.fromEntries(
    keys.flatMap(key => {
      const patch = mergePatch(from[key], to[key]);
      return patch === undefined ? [] : [[key, patch]];
    }),
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
