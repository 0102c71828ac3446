import { join } from 'node:path';
import { paths } from '../paths.mjs';
import { yarnCommand } from '../steps/yarnCommand.mjs';

/** Runs the browser test `spec` against the portal at `url`. */
export async function browse({ children, env }, { url, gitUrl, spec }) {
  await children.run({
    name: 'the browser test',
    ...yarnCommand(
      ...['playwright', 'test', `${spec}.spec.ts`],
      ...['--config', 'e2e/adopt/playwright.config.ts'],
    ),
    cwd: paths.root,
    env: {
      ...env,
      ADOPT_PORTAL_URL: url,
      ADOPT_GIT_URL: gitUrl,
      ADOPT_REPORT: reportOf(spec),
    },
    log: join(paths.logs, `adopt-browser-${spec}.log`),
    failure: 'The portal does not do what it should',
  });
}

/** Where the results of the browser test `spec` are, in Playwright's own form. */
export function reportOf(spec) {
  return join(paths.logs, `adopt-browser-${spec}.json`);
}
