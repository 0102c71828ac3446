import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildFrontend, isFrontendBuilt } from '../buildFrontend.mjs';
import { paths } from '../paths.mjs';
import { checkCommand } from './checkCommand.mjs';
import { yarnCommand } from './yarnCommand.mjs';

/** The portal's pages are built, and the whole path is walked in a real browser. */
export const portalSteps = [
  {
    name: 'pages',
    title: 'Build the pages of the portal',
    cores: 1,
    slow: true,
    run: buildPages,
  },
  {
    name: 'e2e',
    title: 'The path from Create to a running service, in a browser',
    cores: 2,
    slow: true,
    needs: ['pages'],
    tools: ['helm', 'redis', 'chromium'],
    run: context =>
      runBrowser(context, {
        name: 'e2e',
        config: 'e2e/playwright.config.ts',
      }),
  },
  {
    name: 'states',
    title: 'Every state of the health plugin, in a browser',
    cores: 2,
    slow: true,
    tools: ['chromium'],
    run: context =>
      runBrowser(context, {
        name: 'states',
        config: 'plugins/service-health/browser/playwright.config.ts',
      }),
  },
];

async function buildPages({ children }) {
  if (!isFrontendBuilt()) {
    await buildFrontend(children);
  }
  return { passed: 1, failed: 0 };
}

async function runBrowser(context, { name, config }) {
  if (context.tools.chromium.missing) {
    return skipped(`${name}: Chromium (${context.tools.chromium.missing})`);
  }
  const report = join(paths.logs, `${name}.json`);
  rmSync(report, { force: true });
  const outcome = await checkCommand(context, {
    name,
    ...yarnCommand(
      ...['playwright', 'test', '--config', config],
      '--reporter=list,json',
    ),
    env: { ...context.env, PLAYWRIGHT_JSON_OUTPUT_FILE: report },
  });
  return existsSync(report)
    ? {
        ...outcome,
        ...readPlaywright(name, JSON.parse(readFileSync(report, 'utf8'))),
      }
    : outcome;
}

function readPlaywright(name, { stats, suites, errors }) {
  const specs = suites.flatMap(suite => specsOf(suite));
  const titles = status =>
    specs
      .filter(({ tests }) => tests.some(test => test.status === status))
      .map(({ title }) => `${name}: ${title}`);
  const unexpected = titles('unexpected');
  // An error outside the tests counts where it is not just the echo of a failed one
  const failures =
    unexpected.length > 0
      ? unexpected
      : errors.map(({ message }) => `${name}: ${message.split('\n')[0]}`);
  return {
    passed: stats.expected + stats.flaky,
    failed: failures.length,
    failures,
    skipped: titles('skipped'),
  };
}

function specsOf({ specs = [], suites = [] }) {
  return [...specs, ...suites.flatMap(suite => specsOf(suite))];
}

function skipped(reason) {
  return { passed: 0, failed: 0, skipped: [reason] };
}
