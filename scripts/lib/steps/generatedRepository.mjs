import { mkdtempSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

let folder;

/**
 * Where the steps put the repository that they generate: outside the project,
 * so that it finds nothing that its future owner would not have.
 */
export function generatedRepository() {
  folder ??= realpathSync(mkdtempSync(join(tmpdir(), 'paved-path-')));
  return join(folder, 'visit-tracker');
}

/** The folder to remove when the steps are done, if there is one. */
export function generatedFolder() {
  return folder;
}
