import { join } from 'node:path';
import { paths } from '../paths.mjs';
import { findToolchain } from '../toolchain.mjs';
import { checkCommand } from './checkCommand.mjs';
import { yarnCommand } from './yarnCommand.mjs';

/** What the published packages say of themselves. */
export const packageSteps = [
  {
    name: 'packages',
    title: 'Metadata of the packages',
    cores: 1,
    run: context =>
      checkCommand(context, {
        name: 'packages',
        ...yarnCommand('backstage-cli', 'repo', 'fix', '--publish', '--check'),
      }),
  },
  {
    name: 'api',
    title: 'API reports',
    cores: 1,
    // It reads the declarations that the types' check writes
    needs: ['types'],
    run: context =>
      checkCommand(context, {
        name: 'api',
        command: findToolchain().node,
        args: [join(paths.root, 'scripts', 'api-reports.mjs')],
      }),
  },
];
