import { relative } from 'node:path';
import { addOutcomes } from './steps/addOutcomes.mjs';
import { tail } from './tail.mjs';

/**
 * Prints what failed and what was skipped, and the count as the last line. In
 * CI, where everything can be had, a skipped check is a failure. Returns the exit code.
 */
export function reportTests(results) {
  const { passed, failed, failures, skipped, logs } = addOutcomes(results);
  for (const log of new Set(logs)) {
    const lines = tail(log, process.env.CI ? 200 : 40) ?? '';
    console.log(`\n${relative(process.cwd(), log)}\n`);
    console.log(lines.replace(/^/gm, '  | '));
  }
  printList('Failed', failures);
  printList('Skipped', skipped);
  const countsAsFailed = process.env.CI === 'true' ? skipped.length : 0;
  if (countsAsFailed > 0) {
    console.log('\nUnder CI=true a skipped check counts as failed');
  }
  console.log(`\n${passed} passed, ${failed + countsAsFailed} failed`);
  return failed + countsAsFailed > 0 ? 1 : 0;
}

function printList(title, lines) {
  if (lines.length > 0) {
    console.log(`\n${title}:\n${lines.map(line => `  ${line}`).join('\n')}`);
  }
}
