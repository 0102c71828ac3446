import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LauncherError } from '../LauncherError.mjs';
import { paths } from '../paths.mjs';

const page = join(paths.root, 'docs/argocd/proof.md');
const results = { passed: 'holds', failed: 'FAILED', pending: 'not run' };

/** Writes the results of one run between the marks of docs/argocd/proof.md. */
export async function writeArgocdProof({ report, figures, env = process.env }) {
  const tests = report.testResults.flatMap(({ name, assertionResults }) =>
    assertionResults.map(result => ({ ...result, file: name })),
  );
  const likeness = tests.filter(({ file }) => file.includes('likeness'));
  const others = tests.filter(test => !likeness.includes(test));
  const lines = [
    `Written by \`npm run test:argocd-cluster\` on ${today()}, against Argo CD ${await readVersion(
      env.ARGOCD_URL,
    )}.`,
    '',
    `Likeness: ${count(likeness, 'passed')} of ${
      likeness.length
    } answers agree.`,
    ...sectionsOf(others),
    ...figuresOf(figures),
  ];
  const text = readFileSync(page, 'utf8');
  writeFileSync(page, replaceResults(text, lines.join('\n')));
}

/** The page with other results between its marks. */
export function replaceResults(text, results) {
  const [before, rest] = text.split('<!-- results:start -->');
  const after = rest?.split('<!-- results:end -->')[1];
  if (after === undefined) {
    throw new LauncherError(
      'Cannot write docs/argocd/proof.md: it has lost its marks for the results',
      { remedy: 'bring the two comments back' },
    );
  }
  return `${before}<!-- results:start -->\n\n${results}\n\n<!-- results:end -->${after}`;
}

/** One table for each suite, by its title. */
export function sectionsOf(tests) {
  const titles = [...new Set(tests.map(test => test.ancestorTitles[0]))];
  return titles.flatMap(title => [
    '',
    `### ${title.charAt(0).toUpperCase()}${title.slice(1)}`,
    '',
    ...tableOf([
      ['Case', 'Result', 'Time'],
      ...tests
        .filter(test => test.ancestorTitles[0] === title)
        .map(test => cellsOf(test)),
    ]),
  ]);
}

function cellsOf({ ancestorTitles, title, status, duration }) {
  const name = [...ancestorTitles.slice(1), title].join(': ');
  const time =
    status === 'pending' || !duration
      ? ''
      : `${(duration / 1000).toFixed(1)} s`;
  return [name, results[status] ?? status, time].map(cell =>
    cell.replaceAll('|', '\\|'),
  );
}

/** Columns as wide as Prettier makes them; the first row is the head. */
function tableOf(rows) {
  const widths = rows[0].map((_, column) =>
    Math.max(3, ...rows.map(row => row[column].length)),
  );
  const line = cells =>
    `| ${cells
      .map((cell, column) => cell.padEnd(widths[column]))
      .join(' | ')} |`;
  const [head, ...body] = rows;
  return [head, widths.map(width => '-'.repeat(width)), ...body].map(line);
}

function figuresOf(figures) {
  const lines = figures.split('\n').filter(Boolean);
  return lines.length === 0
    ? []
    : ['', '### Figures', '', ...lines.map(line => `- ${line}`)];
}

function count(tests, status) {
  return tests.filter(test => test.status === status).length;
}

async function readVersion(url) {
  const response = await fetch(`${url}/api/version`);
  if (!response.ok) {
    throw new LauncherError(
      `Cannot read the version of Argo CD: it answers ${response.status}`,
      { remedy: 'check ARGOCD_URL' },
    );
  }
  const { Version } = await response.json();
  return Version.replace(/^v|\+.*$/g, '');
}

function today() {
  return new Date().toISOString().slice(0, 10);
}
