import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { paths } from '../paths.mjs';
import { ensureMkdocs } from '../tools/ensureMkdocs.mjs';
import { findOnPath } from '../tools/findOnPath.mjs';
import { checkCommand } from './checkCommand.mjs';

/** The documentation is built as TechDocs builds it; a warning is a failure. */
export const docsStep = {
  name: 'docs',
  title: 'Documentation: mkdocs --strict',
  cores: 1,
  run: context => buildDocs(context, { name: 'docs', repository: paths.root }),
};

/** Builds the pages of a repository to see whether TechDocs could. */
export async function buildDocs(context, { name, repository }) {
  const env = { ...context.env, ...(await ensureMkdocs(context)) };
  if (!findOnPath('mkdocs') && env.PATH === context.env.PATH) {
    return {
      passed: 0,
      failed: 0,
      skipped: [`${name}: mkdocs (not on PATH, and pip did not get it)`],
    };
  }
  const site = mkdtempSync(join(tmpdir(), 'paved-path-docs-'));
  const outcome = await checkCommand(context, {
    name,
    command: 'mkdocs',
    cwd: repository,
    args: ['build', '--strict', '--site-dir', site],
    env,
  });
  rmSync(site, { recursive: true, force: true });
  return outcome;
}
