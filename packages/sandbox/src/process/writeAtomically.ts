import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

let count = 0;

/** Write a file so that a reader sees the old or the new text, never a part. */
export async function writeAtomically(
  path: string,
  text: string,
): Promise<void> {
  count += 1;
  const aside = `${path}.${process.pid}.${count}.new`;
  await mkdir(dirname(path), { recursive: true });
  await writeFile(aside, text);
  await rename(aside, path);
}
