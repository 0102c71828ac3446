const meaningful = new Set(['automated', 'retry']);

/**
 * Leave out what Argo CD would not keep: empty lists, maps and texts. Sent
 * anyway, they make an object "different" from its own stored form.
 */
export function compact<T extends object>(value: T): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]) => {
      // Empty, they still mean something else than left out.
      const kept =
        compactValue(item) ?? (meaningful.has(key) && item ? {} : undefined);
      return kept === undefined ? [] : [[key, kept]];
    }),
  );
}

function compactValue(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.length === 0
      ? undefined
      : value.map(item => compactItem(item));
  }
  if (typeof value === 'object' && value !== null) {
    const object = compact(value);
    return Object.keys(object).length === 0 ? undefined : object;
  }
  return value === '' || value === null || value === false ? undefined : value;
}

function compactItem(value: unknown): unknown {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? compact(value)
    : value;
}
