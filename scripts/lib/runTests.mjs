import { rmSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { bootstrap } from './bootstrap.mjs';
import { formatDuration } from './formatDuration.mjs';
import { LauncherError } from './LauncherError.mjs';
import { runSteps } from './runSteps.mjs';
import { makeSandboxHome } from './sandboxHome.mjs';
import { docsStep } from './steps/docsStep.mjs';
import { generatedFolder } from './steps/generatedRepository.mjs';
import { generatedSteps } from './steps/generatedSteps.mjs';
import { launcherStep } from './steps/launcherStep.mjs';
import { linterSteps } from './steps/linterSteps.mjs';
import { packageSteps } from './steps/packageSteps.mjs';
import { portalSteps } from './steps/portalSteps.mjs';
import { sourceSteps } from './steps/sourceSteps.mjs';
import { unitStep } from './steps/unitStep.mjs';
import { reportTests } from './reportTests.mjs';
import { toolchainEnvironment } from './toolchain.mjs';
import { ensureTools } from './tools/ensureTools.mjs';
import { toolEnvironment } from './tools/toolEnvironment.mjs';

// What needs nothing but the sources comes first; the browser, which needs all of the machine, last
const allSteps = [
  ...sourceSteps,
  ...packageSteps,
  ...portalSteps.slice(0, 1),
  ...generatedSteps,
  ...linterSteps,
  docsStep,
  launcherStep,
  unitStep,
  ...portalSteps.slice(1),
];

const help = `Usage: npm test [-- --fast] [-- --only STEP]

Installs what is missing, and runs every check of the project.

  --fast       Leave out the browser and the generated repository's build
  --only STEP  Run this step and those it needs; may be given several times
  --help       Show this text

Steps: ${allSteps.map(({ name }) => name).join(', ')}`;

/** `npm test`: runs all steps, whatever fails, and closes with a count. */
export async function main(context) {
  const options = readOptions(context.args);
  if (options.help) {
    console.log(help);
    return 0;
  }
  const started = Date.now();
  const steps = selectSteps(options);
  makeSandboxHome();
  const tools = await ensureTools(context, {
    names: steps.flatMap(step => step.tools ?? []),
    bootstrapped: bootstrap(context),
  });
  const env = { ...toolchainEnvironment(), ...toolEnvironment(tools) };
  const results = await runSteps(steps, step =>
    perform(step, { ...context, tools, env }),
  );
  if (generatedFolder()) {
    rmSync(generatedFolder(), { recursive: true, force: true });
  }
  context.progress.print(
    `\nAll steps took ${formatDuration(Date.now() - started)}`,
  );
  return reportTests(results);
}

function perform(step, context) {
  return context.progress.step(step.title, async ({ note }) => {
    const outcome = await step.run(context).catch(error => ({
      passed: 0,
      failed: 1,
      log: error.log,
      failures: [`${step.title}: ${error.message}`],
    }));
    note(describe(outcome));
    return outcome;
  });
}

function describe({ passed, failed, skipped = [] }) {
  const words = [`${passed} passed`];
  if (failed > 0) {
    words.push(`${failed} failed`);
  }
  if (skipped.length > 0) {
    words.push(`${skipped.length} skipped`);
  }
  return words.join(', ');
}

function selectSteps({ fast, only = [] }) {
  if (only.length === 0) {
    return allSteps.filter(({ slow }) => !(fast && slow));
  }
  const selected = new Set();
  const select = name => {
    const step = allSteps.find(candidate => candidate.name === name);
    if (!step) {
      throw new LauncherError(`Cannot run the step "${name}": there is none`, {
        remedy: `choose from ${allSteps.map(other => other.name).join(', ')}`,
      });
    }
    (step.needs ?? []).forEach(select);
    selected.add(step);
  };
  only.forEach(select);
  return allSteps.filter(step => selected.has(step));
}

function readOptions(args) {
  try {
    return parseArgs({
      args,
      options: {
        fast: { type: 'boolean' },
        only: { type: 'string', multiple: true },
        help: { type: 'boolean' },
      },
    }).values;
  } catch (cause) {
    throw new LauncherError(cause.message, {
      remedy: 'see "npm test -- --help"',
      cause,
    });
  }
}
