import { readFile } from 'node:fs/promises';
import { z } from 'zod';

/** Read a state file that the sandbox wrote; the fallback when there is none. */
export async function readJson<T>(
  path: string,
  schema: z.ZodType<T>,
  fallback: T,
): Promise<T> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch {
    return fallback;
  }
  try {
    return schema.parse(JSON.parse(text));
  } catch (error) {
    throw new Error(
      `Cannot read the state in "${path}": remove that file, or the folder that it is in, and start again`,
      { cause: error },
    );
  }
}
