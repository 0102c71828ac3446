import { join } from 'node:path';
import { npmCommand } from '../npmCommand.mjs';
import { paths } from '../paths.mjs';
import { findToolchain } from '../toolchain.mjs';
import { checkCommand } from './checkCommand.mjs';
import { generatedRepository } from './generatedRepository.mjs';

const generate = 'generate';
const install = 'generated-install';

/** A repository is generated as the template does it, and its own commands are run. */
export const generatedSteps = [
  {
    name: generate,
    title: 'Generate a repository',
    cores: 1,
    run: context =>
      checkCommand(context, {
        name: generate,
        command: findToolchain().node,
        args: [
          join(paths.root, 'scripts', 'generate.mjs'),
          ...['--answers', join(paths.root, 'scripts', 'answers.yaml')],
          ...['--output', generatedRepository()],
        ],
      }),
  },
  npmStep(install, 'Generated repository: npm ci', {
    args: ['ci', '--no-audit', '--no-fund'],
    needs: [generate],
  }),
  npmStep('generated-lint', 'Generated repository: npm run lint', {
    args: ['run', 'lint'],
    needs: [install],
  }),
  npmStep('generated-test', 'Generated repository: npm test', {
    args: ['test'],
    needs: [install],
    tools: ['redis'],
  }),
  npmStep('generated-build', 'Generated repository: npm run build', {
    args: ['run', 'build'],
    needs: [install],
    slow: true,
  }),
];

function npmStep(name, title, { args, ...step }) {
  return {
    name,
    title,
    cores: 1,
    ...step,
    run: context =>
      checkCommand(context, {
        name,
        ...npmCommand(...args),
        cwd: generatedRepository(),
      }),
  };
}
