import { delimiter, dirname, join } from 'node:path';
import { npmCommand } from '../npmCommand.mjs';
import { paths } from '../paths.mjs';
import { findToolchain } from '../toolchain.mjs';
import { addOutcomes } from './addOutcomes.mjs';
import { checkCommand } from './checkCommand.mjs';
import { buildDocs } from './docsStep.mjs';
import { generatedRepository } from './generatedRepository.mjs';
import { lintWorkflows } from './linterSteps.mjs';

const generate = 'generate';
const install = 'generated-install';
const build = 'generated-build';

/** A repository is generated as the template does it, and its own commands are run. */
export const generatedSteps = [
  {
    name: generate,
    title: 'Generate a repository',
    cores: 1,
    run: context => generateFrom(context, 'answers.yaml'),
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
  npmStep(build, 'Generated repository: npm run build', {
    args: ['run', 'build'],
    needs: [install],
    slow: true,
  }),
  // Alone, since they look at how fast the server ends and the page is there
  npmStep('generated-test-built', 'Generated repository: npm run test:built', {
    args: ['run', 'test:built'],
    needs: [build],
    tools: ['redis'],
    cores: 2,
    slow: true,
  }),
  npmStep('generated-test-page', 'Generated repository: npm run test:page', {
    args: ['run', 'test:page'],
    needs: [build],
    tools: ['redis', 'chromium'],
    cores: 2,
    slow: true,
  }),
  {
    name: 'generated-docs',
    title: 'Generated repository: mkdocs --strict',
    cores: 1,
    needs: [generate],
    run: context =>
      buildDocs(context, {
        name: 'generated-docs',
        repository: generatedRepository(),
      }),
  },
  {
    name: 'generated-hostile',
    title: 'Another repository, of a hostile description, in one piece',
    cores: 1,
    tools: ['redis', 'actionlint'],
    slow: true,
    run: runInOnePiece,
  },
];

async function generateFrom(context, answers, repository) {
  return checkCommand(context, {
    name: generate,
    command: findToolchain().node,
    args: [
      join(paths.root, 'scripts', 'generate.mjs'),
      ...['--answers', join(paths.root, 'scripts', answers)],
      ...['--output', generatedRepository(repository)],
    ],
  });
}

/** What its owner does on the first day, each command after the one before. */
async function runInOnePiece(context) {
  const repository = 'e1';
  const name = 'generated-hostile';
  const outcomes = [
    await generateFrom(context, 'answers-hostile.yaml', repository),
  ];
  for (const args of [
    ['ci', '--no-audit', '--no-fund'],
    ['run', 'lint'],
    ['test'],
    ['run', 'build'],
  ]) {
    if (outcomes.some(({ failed, skipped = [] }) => failed || skipped.length)) {
      return addOutcomes(outcomes);
    }
    const tools = args[0] === 'test' ? ['redis'] : [];
    outcomes.push(await runNpm(context, { name, args, tools, repository }));
  }
  outcomes.push(await lintWorkflows(context, repository));
  return addOutcomes(outcomes);
}

function npmStep(name, title, { args, tools = [], ...step }) {
  return {
    name,
    title,
    cores: 1,
    tools,
    ...step,
    run: context => runNpm(context, { name, args, tools }),
  };
}

async function runNpm(context, { name, args, tools, repository }) {
  const { 'redis-server': redis, chromium } = context.tools;
  const missing = [
    tools.includes('redis') && redis.missing,
    tools.includes('chromium') && chromium.missing,
  ].find(Boolean);
  if (missing) {
    return { passed: 0, failed: 0, skipped: [`${name} (${missing})`] };
  }
  return checkCommand(context, {
    name,
    ...npmCommand(...args),
    cwd: generatedRepository(repository),
    env: { ...context.env, ...findable(context, tools) },
  });
}

/** Where the repository's own suites look for what they need; nothing may be skipped. */
function findable({ env, tools }, needed) {
  return {
    ...(needed.includes('redis') && {
      PATH: [dirname(tools['redis-server'].path), env.PATH].join(delimiter),
      REQUIRE_REDIS: '1',
    }),
    ...(needed.includes('chromium') && {
      CHROMIUM_PATH: tools.chromium.path,
      REQUIRE_BROWSER: '1',
    }),
  };
}
