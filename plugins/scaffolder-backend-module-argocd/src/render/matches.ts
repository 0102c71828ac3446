/** Match one of Argo CD's patterns, where `*` stands for any text. */
export function matches(pattern: string, value: string): boolean {
  const expression = pattern
    .split('*')
    .map(part => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*');
  return new RegExp(`^${expression}$`).test(value);
}
