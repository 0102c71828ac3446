const maps = new Set(['labels', 'annotations', 'commonLabels']);
const pointers = new Set(['enabled']);

/**
 * The form that Go's `omitempty` leaves of a value once it was stored: no zero
 * scalars, no empty lists, no empty label maps. That it differs from what was
 * sent is why sending an empty list twice is refused as "different".
 */
export function storedForm(value: unknown): unknown {
  return walk(value, true);
}

/** The form that is compared with a stored value: empty lists still count. */
export function comparedForm(value: unknown): unknown {
  return walk(value, false);
}

function walk(value: unknown, dropEmpty: boolean): unknown {
  if (Array.isArray(value)) {
    return value.map(item => walk(item, dropEmpty));
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const entries = Object.entries(value)
    .map(([key, item]): [string, unknown] => [key, walk(item, dropEmpty)])
    .filter(([key, item]) => pointers.has(key) || !isZero(item))
    .filter(([key, item]) => !(dropEmpty && isEmpty(key, item)));
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function isZero(value: unknown): boolean {
  return (
    value === undefined ||
    value === null ||
    value === false ||
    value === '' ||
    value === 0
  );
}

function isEmpty(key: string, value: unknown): boolean {
  if (Array.isArray(value)) {
    return value.length === 0;
  }
  return (
    maps.has(key) &&
    typeof value === 'object' &&
    value !== null &&
    Object.keys(value).length === 0
  );
}
