import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LauncherError } from './LauncherError.mjs';
import { paths } from './paths.mjs';

const marker = '.paved-path-sandbox';

/** Makes the folder of the sandbox's state, and marks it as one that may be removed. */
export function makeSandboxHome(home = paths.sandboxHome) {
  mkdirSync(join(home, 'logs'), { recursive: true });
  writeFileSync(
    join(home, marker),
    'The state of a sandbox: "npm start -- --fresh" removes this folder\n',
  );
}

/** Removes the sandbox's state; refuses a folder that the launcher did not make. */
export function removeSandboxHome(home = paths.sandboxHome) {
  if (!existsSync(home)) {
    return;
  }
  if (!existsSync(join(home, marker))) {
    throw new LauncherError(
      `Cannot remove "${home}": it does not look like the state of a sandbox`,
      {
        remedy:
          'see what SANDBOX_HOME names, and remove the folder yourself if it is to go',
      },
    );
  }
  rmSync(home, { recursive: true, force: true });
}
