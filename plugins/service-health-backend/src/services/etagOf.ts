import { createHash } from 'crypto';

const volatile = new Set([
  'generatedAt',
  'observedAt',
  'checkedAt',
  'nextTryAt',
  'lastKnown',
  'history',
  // Its hour begins later each minute; a point that is news comes with the current values
  'series',
]);

/**
 * ETag of the very answer that one reader gets. Times that move without any
 * news are left out, so that a quiet service answers 304.
 */
export function etagOf(answer: object): string {
  const text = JSON.stringify(answer, (key, value) =>
    volatile.has(key) ? undefined : value,
  );
  return `"${createHash('sha1').update(text).digest('base64url')}"`;
}
