import { isDeepStrictEqual } from 'node:util';

/** Argo CD's words for "exists, and is not what you send". */
export function differenceMessage(
  entity: string,
  existing: unknown,
  submitted: unknown,
): string {
  const basic = `existing ${entity} spec is different; use upsert flag to force update`;
  const keys = differentKeys(existing, submitted, []);
  return keys.length > 0
    ? `${basic}; difference in keys "${keys.join(',')}"`
    : basic;
}

function differentKeys(a: unknown, b: unknown, path: string[]): string[] {
  if (isDeepStrictEqual(a, b)) {
    return [];
  }
  if (!isRecord(a) || !isRecord(b)) {
    return [path.join('.')];
  }
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].flatMap(key =>
    differentKeys(a[key], b[key], [...path, goName(key)]),
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function goName(key: string): string {
  return key.charAt(0).toUpperCase() + key.slice(1);
}
