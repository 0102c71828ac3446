import { createHash } from 'node:crypto';
import { PodTemplate } from '../objects/Pod';

const alphabet = 'bcdfghjklmnpqrstvwxz2456789';

/** The ten letters that tell pods of one template from those of another. */
export function templateHash(template: PodTemplate): string {
  const digest = createHash('sha256').update(JSON.stringify(template)).digest();
  return [...digest.subarray(0, 10)]
    .map(byte => alphabet[byte % alphabet.length])
    .join('');
}
