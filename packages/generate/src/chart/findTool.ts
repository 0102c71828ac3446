import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * The path of a program: what the variable `<NAME>_BIN` says, else the first on PATH.
 *
 * @throws when it is missing and `CI` is `true`, where nothing may be skipped
 */
export function findTool(name: string): string | undefined {
  const variable = `${name.toUpperCase()}_BIN`;
  const named = process.env[variable];
  const folders = (process.env.PATH ?? '').split(delimiter);
  const found = [
    ...(named ? [named] : []),
    ...folders.map(folder => join(folder, name)),
  ].find(isExecutable);
  if (!found && process.env.CI === 'true') {
    throw new Error(
      `Cannot check the chart: "${name}" is not installed. Put it on PATH or name it in ${variable}`,
    );
  }
  return found;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
