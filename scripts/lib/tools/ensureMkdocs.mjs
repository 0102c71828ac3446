import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { paths } from '../paths.mjs';
import { toolchainEnvironment } from '../toolchain.mjs';
import { findOnPath } from './findOnPath.mjs';

const requirement = 'mkdocs-techdocs-core==1.7.1';

/**
 * What TechDocs needs to build pages: an mkdocs on PATH, else one that pip fetches.
 *
 * @returns environment variables for the portal; none where there is no Python, and the Docs pages
 *   then say that mkdocs is missing
 */
export async function ensureMkdocs({ children, progress }) {
  if (findOnPath('mkdocs')) {
    return {};
  }
  const folder = join(paths.python, 'techdocs');
  const env = {
    PATH: [join(folder, 'bin'), toolchainEnvironment().PATH].join(delimiter),
    PYTHONPATH: folder,
  };
  if (existsSync(join(folder, 'bin', 'mkdocs'))) {
    return env;
  }
  return progress.step('Fetch mkdocs for the Docs pages', async ({ note }) => {
    const python = findOnPath('python3');
    if (!python) {
      note('skipped: no Python');
      return {};
    }
    const { code } = await children.start({
      name: 'pip install mkdocs-techdocs-core',
      command: python,
      args: [
        ...['-m', 'pip', 'install', '--quiet', '--upgrade'],
        ...['--target', folder, requirement],
      ],
      log: join(paths.logs, 'pip.log'),
    }).exited;
    if (code !== 0) {
      note('skipped: pip failed');
      return {};
    }
    return env;
  });
}
