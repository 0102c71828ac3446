import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/** Path of helm: `HELM_BIN`, else the one on PATH; undefined without one. */
export async function findHelm(
  environment: Record<string, string | undefined> = process.env,
): Promise<string | undefined> {
  const folders = (environment.PATH ?? '').split(delimiter).filter(Boolean);
  const candidates = environment.HELM_BIN
    ? [environment.HELM_BIN]
    : folders.map(folder => join(folder, 'helm'));
  for (const candidate of candidates) {
    const usable = await access(candidate, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (usable) {
      return candidate;
    }
  }
  return undefined;
}
