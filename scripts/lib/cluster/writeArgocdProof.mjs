import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
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
    `Written by \`npm run test:argocd-cluster\` on ${today()}, against ${await readVersions(
      env,
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
    throw new Error('docs/argocd/proof.md has lost its marks for the results');
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
    '| Case | Result | Time |',
    '| --- | --- | --- |',
    ...tests
      .filter(test => test.ancestorTitles[0] === title)
      .map(test => rowOf(test)),
  ]);
}

function rowOf({ ancestorTitles, title, status, duration }) {
  const name = [...ancestorTitles.slice(1), title].join(': ');
  const time =
    status === 'pending' || !duration
      ? ''
      : `${(duration / 1000).toFixed(1)} s`;
  const cells = [name, results[status] ?? status, time];
  return `| ${cells.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`;
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

async function readVersions({ ARGOCD_URL, GITEA_URL }) {
  const { Version } = await readJson(`${ARGOCD_URL}/api/version`);
  const gitea = GITEA_URL && (await readJson(`${GITEA_URL}/api/v1/version`));
  return `Argo CD ${Version.replace(/^v|\+.*$/g, '')}${
    gitea ? ` and Gitea ${gitea.version.replace(/\+.*$/, '')}` : ''
  }`;
}

async function readJson(url) {
  const response = await fetch(url);
  if (!response.ok) {
    throw new Error(`Cannot read ${url}: it answers ${response.status}`);
  }
  return response.json();
}

function today() {
  return new Date().toISOString().slice(0, 10);
}
