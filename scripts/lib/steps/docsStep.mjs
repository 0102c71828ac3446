import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureMkdocs } from '../tools/ensureMkdocs.mjs';
import { findOnPath } from '../tools/findOnPath.mjs';
import { checkCommand } from './checkCommand.mjs';

/** The documentation is built as TechDocs builds it; a warning is a failure. */
export const docsStep = {
  name: 'docs',
  title: 'Documentation: mkdocs --strict',
  cores: 1,
  run: buildDocs,
};

async function buildDocs(context) {
  const env = { ...context.env, ...(await ensureMkdocs(context)) };
  if (!findOnPath('mkdocs') && env.PATH === context.env.PATH) {
    return {
      passed: 0,
      failed: 0,
      skipped: ['docs: mkdocs (not on PATH, and pip did not get it)'],
    };
  }
  const site = mkdtempSync(join(tmpdir(), 'paved-path-docs-'));
  const outcome = await checkCommand(context, {
    name: 'docs',
    command: 'mkdocs',
    args: ['build', '--strict', '--site-dir', site],
    env,
  });
  rmSync(site, { recursive: true, force: true });
  return outcome;
}
