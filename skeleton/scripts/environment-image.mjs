/** What an environment runs, as its values say: the tag, a commit, and the digest of the image that was built of it. */
import { readFileSync, writeFileSync } from 'node:fs';

const TAG = /^imageTag:.*$/m;
const DIGEST = /^(image:\n(?: {2}.*\n)*? {2}digest:).*$/m;

export const fileOf = environment => `ops/charts/env/${environment}/values.yaml`;

/** @returns tag and digest, each empty where there is none yet */
export function readImage(environment) {
  const text = read(environment);
  const bare = line => (line ?? '').replace(/^.*?:\s*/s, '').replace(/\s+#.*$/, '').replace(/['"]/g, '').trim();
  return { tag: bare(TAG.exec(text)?.[0]), digest: bare(DIGEST.exec(text)?.[0].split('\n').at(-1)) };
}

/** Writes both: a digest left from the image before would win over the new tag. */
export function writeImage(environment, { tag, digest = '' }) {
  if (!/^[0-9a-f]{40}$/.test(tag)) {
    refuse(`Cannot set the image of "${environment}" to "${tag}": a tag is a commit of 40 characters`);
  }
  if (digest && !/^sha256:[0-9a-f]{64}$/.test(digest)) {
    refuse(`Cannot set the digest of "${environment}" to "${digest}": a digest is sha256: and 64 hexadecimal digits`);
  }
  const before = read(environment);
  if (!TAG.test(before) || !DIGEST.test(before)) {
    refuse(`Cannot set the image of "${environment}": ${fileOf(environment)} needs the lines "imageTag:" and, below "image:", "digest:"`);
  }
  // Quoted, since a tag of digits alone would be read as a number
  writeFileSync(fileOf(environment), before.replace(TAG, `imageTag: "${tag}"`).replace(DIGEST, `$1 "${digest}"`));
  console.log(`${fileOf(environment)}: ${tag}${digest && `@${digest}`}`);
}

export function refuse(message) {
  console.error(message);
  process.exit(2);
}

function read(environment) {
  if (!/^[a-z]+$/.test(environment)) refuse(`Cannot find the environment "${environment}": choose dev, staging or prod`);
  try {
    return readFileSync(fileOf(environment), 'utf8');
  } catch {
    return refuse(`Cannot find the environment "${environment}": there is no ${fileOf(environment)}`);
  }
}
