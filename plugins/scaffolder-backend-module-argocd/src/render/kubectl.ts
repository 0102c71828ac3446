import { shellQuote } from './shellQuote';

/** A `kubectl` command for something in, or without, a namespace. */
export function kubectl(
  namespace: string | undefined,
  ...words: string[]
): string {
  return ['kubectl', ...(namespace ? ['--namespace', namespace] : []), ...words]
    .map(shellQuote)
    .join(' ');
}
