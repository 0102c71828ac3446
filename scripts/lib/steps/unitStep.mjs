import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { paths } from '../paths.mjs';
import { checkCommand } from './checkCommand.mjs';
import { yarnCommand } from './yarnCommand.mjs';

/** The test suites of all packages, renders of the template and its chart included. */
export const unitStep = {
  name: 'unit',
  title: 'Unit, render and chart tests',
  cores: 2,
  tools: [
    'helm',
    'kubeconform',
    'actionlint',
    'act',
    'zizmor',
    'hadolint',
    'redis',
  ],
  run: runUnitTests,
};

async function runUnitTests(context) {
  const report = join(paths.logs, 'unit.json');
  rmSync(report, { force: true });
  const outcome = await checkCommand(context, {
    name: 'unit',
    ...yarnCommand(
      ...['backstage-cli', 'repo', 'test', '--no-watch', '--maxWorkers=2'],
      ...['--json', `--outputFile=${report}`],
    ),
  });
  return existsSync(report)
    ? { ...outcome, ...readJest(JSON.parse(readFileSync(report, 'utf8'))) }
    : outcome;
}

function readJest({ numPassedTests, testResults }) {
  const failures = testResults.flatMap(suite => failuresOf(suite));
  return {
    passed: numPassedTests,
    failed: failures.length,
    failures,
    skipped: testResults
      .flatMap(suite => titlesOf(suite, 'pending'))
      .filter(title => !needsRealSystem(title)),
  };
}

/**
 * Suites against a real cluster, Argo CD or Git host end their title with the variables that lead there,
 * for example `(GITEA_URL, GITEA_TOKEN)`. Without those nobody asked for them: they are not skipped.
 */
function needsRealSystem(title) {
  const variables = /\(([A-Z][A-Z0-9_]+(?:, [A-Z][A-Z0-9_]+)*)\)/.exec(title);
  return variables?.[1].split(', ').some(name => !process.env[name]) ?? false;
}

function failuresOf(suite) {
  const failures = titlesOf(suite, 'failed');
  return suite.status === 'failed' && failures.length === 0
    ? [`${relative(paths.root, suite.name)} did not run`]
    : failures;
}

function titlesOf({ name, assertionResults }, status) {
  return assertionResults
    .filter(result => result.status === status)
    .map(({ fullName }) => `${relative(paths.root, name)}: ${fullName}`);
}
