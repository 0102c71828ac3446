import { mkdtempSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

let folder;

/**
 * Where the steps put the repositories that they generate: outside the project,
 * so that they find nothing that their future owner would not have.
 */
export function generatedRepository(name = 'visit-tracker') {
  folder ??= realpathSync(mkdtempSync(join(tmpdir(), 'paved-path-')));
  return join(folder, name);
}

/** The folder to remove when the steps are done, if there is one. */
export function generatedFolder() {
  return folder;
}
