/** Whether a namespace is one of those that a service of this name may use. */
export function isNamespaceOf(
  namespace: string | undefined,
  patterns: string[],
  name: string,
): boolean {
  return patterns.some(pattern => {
    const wanted = pattern.replaceAll('{name}', name);
    if (!wanted.endsWith('*')) {
      return namespace === wanted;
    }
    const start = wanted.slice(0, -1);
    return start === '' || (namespace?.startsWith(start) ?? false);
  });
}
