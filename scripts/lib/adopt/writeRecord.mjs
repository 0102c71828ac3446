import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { join } from 'node:path';
import prettier from 'prettier';
import { formatDuration } from '../formatDuration.mjs';
import { paths } from '../paths.mjs';
import { reportOf } from './browse.mjs';
import { createApp } from './createPortal.mjs';

/** Writes the page that says what the last adoption saw, from its durations and browser reports. */
export async function writeRecord(durations) {
  const file = join(paths.root, 'docs/proof/adoption.md');
  const { version } = JSON.parse(
    readFileSync(join(paths.root, 'backstage.json'), 'utf8'),
  );
  const total = durations.reduce((sum, step) => sum + step.milliseconds, 0);
  const page = `# Adoption by a fresh portal

Written by \`npm run test:adopt -- --record\` on ${new Date()
    .toISOString()
    .slice(0, 10)}: a portal by \`${createApp}\` (Backstage
${version}) took in the packed plugins by [the install pages](../install.md), and gave them back by the same pages. Every
step passed, in ${formatDuration(
    total,
  )} altogether, on ${availableParallelism()} cores with a load average of ${loadavg()[2].toFixed(
    0,
  )}: compare the steps, not the minutes with those of a quiet machine.

| Step | Took |
| --- | --- |
${durations.map(stepRow).join('\n')}

What the browser saw, with the plugins and then without them:

| Seen | Took |
| --- | --- |
${['adopt', 'removed'].flatMap(testRows).join('\n')}

The first build of the service in the third line runs \`npm ci\` and \`npm run build\` for real. React's warnings in development
count where one of our components is in their stack; those of the portal's own are there before and after.
`;
  const options = await prettier.resolveConfig(file);
  writeFileSync(file, prettier.format(page, { ...options, filepath: file }));
}

function stepRow({ title, milliseconds }) {
  return `| ${title} | ${formatDuration(milliseconds)} |`;
}

function testRows(spec) {
  const { suites } = JSON.parse(readFileSync(reportOf(spec), 'utf8'));
  return suites
    .flatMap(suite => suite.specs)
    .map(({ title, tests: [{ results }] }) =>
      stepRow({
        title: title[0].toUpperCase() + title.slice(1),
        milliseconds: results.at(-1).duration,
      }),
    );
}
