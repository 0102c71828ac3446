import { randomBytes } from 'node:crypto';

const alphabet = 'bcdfghjklmnpqrstvwxz2456789';

/** Five letters that make a name unique, from the alphabet that Kubernetes uses. */
export function nameSuffix(): string {
  return [...randomBytes(5)]
    .map(byte => alphabet[byte % alphabet.length])
    .join('');
}
