import { checkCommand } from './checkCommand.mjs';
import { yarnCommand } from './yarnCommand.mjs';

/** The checks that read the project's sources as a whole. */
export const sourceSteps = [
  {
    name: 'format',
    title: 'Format',
    cores: 1,
    run: context => check(context, 'format', ['prettier', '--check', '.']),
  },
  {
    name: 'types',
    title: 'Types',
    cores: 1,
    run: context => check(context, 'types', ['tsc']),
  },
  {
    name: 'lint',
    title: 'Lint',
    cores: 1,
    run: context =>
      check(context, 'lint', [
        ...['backstage-cli', 'repo', 'lint'],
        ...['--max-warnings', '0'],
      ]),
  },
];

function check(context, name, args) {
  return checkCommand(context, { name, ...yarnCommand(...args) });
}
