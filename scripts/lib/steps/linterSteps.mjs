import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { paths } from '../paths.mjs';
import { addOutcomes } from './addOutcomes.mjs';
import { checkCommand } from './checkCommand.mjs';
import { generatedRepository } from './generatedRepository.mjs';

/** The workflows, the project's and the generated repository's, and the Dockerfile. */
export const linterSteps = [
  linterStep('actionlint', {
    title: 'Workflows: actionlint',
    args: repository => workflowsOf(repository),
  }),
  linterStep('zizmor', {
    title: 'Workflows: zizmor',
    args: repository => [
      '--offline',
      '--no-progress',
      workflowFolder(repository),
    ],
  }),
  linterStep('hadolint', {
    title: 'Dockerfile: hadolint',
    args: repository =>
      [join(repository, 'Dockerfile')].filter(file => existsSync(file)),
  }),
];

function linterStep(tool, { title, args }) {
  return {
    name: tool,
    title,
    cores: 1,
    tools: [tool],
    needs: ['generate'],
    run: context => lint(context, { tool, args }),
  };
}

/** actionlint on one more generated repository. */
export function lintWorkflows(context, name) {
  return lint(context, {
    tool: 'actionlint',
    args: repository => workflowsOf(repository),
    repositories: [generatedRepository(name)],
  });
}

async function lint(context, { tool, args, repositories }) {
  const { path, missing } = context.tools[tool];
  if (missing) {
    return { passed: 0, failed: 0, skipped: [`${tool} (${missing})`] };
  }
  const outcomes = [];
  for (const repository of repositories ?? [
    paths.root,
    generatedRepository(),
  ]) {
    const found = args(repository);
    if (found.length > 0) {
      outcomes.push(
        await checkCommand(context, {
          name: tool,
          command: path,
          args: found,
          cwd: repository,
        }),
      );
    }
  }
  return addOutcomes(outcomes);
}

function workflowFolder(repository) {
  return join(repository, '.github', 'workflows');
}

function workflowsOf(repository) {
  const folder = workflowFolder(repository);
  return readdirSync(folder).map(name => join(folder, name));
}
