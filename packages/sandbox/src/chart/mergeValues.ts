/** Values of a chart. */
export type Values = Record<string, unknown>;

/** Whether a value is an object with keys. */
export function isValues(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Merge values as Helm does: objects key by key, all else replaced. */
export function mergeValues(base: Values, over: Values): Values {
  const merged: Values = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const before = merged[key];
    if (value === null) {
      delete merged[key];
    } else {
      merged[key] =
        isValues(before) && isValues(value)
          ? mergeValues(before, value)
          : value;
    }
  }
  return merged;
}
