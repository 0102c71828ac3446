import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { paths } from '../paths.mjs';
import { findToolchain } from '../toolchain.mjs';
import { checkCommand } from './checkCommand.mjs';

/** The tests of the launcher itself, with Node's own runner. */
export const launcherStep = {
  name: 'launcher',
  title: 'Tests of the launcher',
  cores: 1,
  run: runLauncherTests,
};

async function runLauncherTests(context) {
  const tests = readdirSync(join(paths.root, 'scripts'), { recursive: true })
    .filter(name => name.endsWith('.test.mjs'))
    .map(name => join(paths.root, 'scripts', name));
  const report = join(paths.logs, 'launcher.tap');
  const outcome = await checkCommand(context, {
    name: 'launcher',
    command: findToolchain().node,
    args: [
      '--test',
      '--test-reporter=tap',
      `--test-reporter-destination=${report}`,
      '--test-reporter=spec',
      '--test-reporter-destination=stdout',
      ...tests,
    ],
  });
  return { ...outcome, ...readTap(readFileSync(report, 'utf8')) };
}

function readTap(tap) {
  const count = key => Number(new RegExp(`^# ${key} (\\d+)`, 'm').exec(tap)[1]);
  const failed = count('fail') + count('cancelled');
  return {
    passed: count('pass'),
    failed,
    failures: [...tap.matchAll(/^ *not ok \d+ - (.*)$/gm)].map(m => m[1]),
  };
}
