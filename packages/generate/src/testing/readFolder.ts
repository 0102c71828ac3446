import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The texts of all files of a folder, by their paths in it, sorted. */
export async function readFolder(folder: string): Promise<Map<string, string>> {
  const entries = await readdir(folder, {
    recursive: true,
    withFileTypes: true,
  });
  const files = await Promise.all(
    entries
      .filter(entry => entry.isFile())
      .map(async entry => {
        const path = join(entry.parentPath, entry.name);
        const text = await readFile(path, 'utf8');
        return [path.slice(folder.length + 1), text] as const;
      }),
  );
  return new Map(files.sort(([a], [b]) => (a < b ? -1 : 1)));
}
