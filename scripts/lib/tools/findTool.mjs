import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { paths } from '../paths.mjs';
import { findOnPath } from './findOnPath.mjs';
import { toolVariable } from './toolEnvironment.mjs';

/** Path of a tool: what its variable names (`HELM_BIN`), else the one on PATH, else the project's own. */
export function findTool(name) {
  const own = [
    join(paths.goBin, name),
    join(paths.python, name, 'bin', name),
  ].find(file => existsSync(file));
  return process.env[toolVariable(name)] || (findOnPath(name) ?? own);
}
