/** Every value that stands under `key`, however deep. */
export function valuesAt(value: unknown, key: string): unknown[] {
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  return Object.entries(value).flatMap(([name, inner]) => [
    ...(name === key ? [inner] : []),
    ...valuesAt(inner, key),
  ]);
}
