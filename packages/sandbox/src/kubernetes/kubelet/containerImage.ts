import { createHash } from 'node:crypto';

/** An image's full name, as the container runtime resolves it. */
export function fullImageName(image: string): string {
  const [first, ...rest] = image.split('/');
  if (rest.length === 0) return `docker.io/library/${tagged(image)}`;
  const isHost = /[.:]/.test(first) || first === 'localhost';
  return isHost ? tagged(image) : `docker.io/${tagged(image)}`;
}

/** What the runtime calls the pulled image. */
export function imageId(image: string): string {
  const name = fullImageName(image);
  const repository = name.replace(/@.*$/, '').replace(/:[^:/]*$/, '');
  return `${repository}@sha256:${digestOf(name)}`;
}

/** A digest made from a text, for ids that only have to look right. */
export function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function tagged(image: string): string {
  return /:[^/]+$/.test(image) ? image : `${image}:latest`;
}
