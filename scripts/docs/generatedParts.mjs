import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import prettier from 'prettier';
import { paths } from '../lib/paths.mjs';
import { readConfigSchema } from './readConfigSchema.mjs';
import { readHints } from './readHints.mjs';
import { readMetrics } from './readMetrics.mjs';

/**
 * What is generated in the documentation: the configuration, the metrics and what is said of Argo
 * CD's refusals, as the sources have them.
 *
 * @returns `{ file, text }` for each page: what it should hold
 */
export async function generatedParts() {
  const schemas = readdirSync(join(paths.root, 'plugins'))
    .map(plugin => join(paths.root, 'plugins', plugin))
    .filter(folder => existsSync(join(folder, 'config.d.ts')))
    .map(folder => ({
      folder,
      title: JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
        .name,
      table: configTable(readConfigSchema(join(folder, 'config.d.ts'))),
    }));
  const reference = schemas.map(
    ({ title, table }) => `## ${title}\n\n${table}`,
  );
  return Promise.all([
    ...schemas.map(({ folder, table }) =>
      fill(join(folder, 'README.md'), { name: 'configuration', text: table }),
    ),
    fill(join(paths.root, 'docs/reference/configuration.md'), {
      name: 'configuration',
      text: reference.join('\n\n'),
    }),
    fill(join(paths.root, 'docs/operate.md'), {
      name: 'metrics',
      text: metricTable(readMetrics()),
    }),
    fill(join(paths.root, 'docs/troubleshoot.md'), {
      name: 'argocd-hints',
      text: hintTables(readHints()),
    }),
  ]);
}

/** The page with `text` between the markers of that name, formatted as all pages are. */
async function fill(file, { name, text }) {
  const page = readFileSync(file, 'utf8');
  const start = `<!-- ${name}:start -->`;
  const end = `<!-- ${name}:end -->`;
  if (!page.includes(start) || !page.includes(end)) {
    throw new Error(`Cannot fill "${file}": it lacks the markers of ${name}`);
  }
  const [before] = page.split(start);
  const [, after] = page.split(end);
  const whole = `${before}${start}\n\n${text}\n\n${end}${after}`;
  const options = await prettier.resolveConfig(file);
  return { file, text: prettier.format(whole, { ...options, filepath: file }) };
}

function configTable(rows) {
  const lines = rows.map(({ key, type, text, secret, optional }) => {
    const marks = [optional ? '' : ' Required.', secret ? ' Secret.' : ''];
    return `| \`${key}\` | ${cell(type)} | ${text}${marks.join('')} |`;
  });
  return ['| Key | Type | Meaning |', '| --- | --- | --- |', ...lines].join(
    '\n',
  );
}

function metricTable(rows) {
  const lines = rows.map(
    ({ name, kind, description }) =>
      `| \`${name}\` | ${kind} | ${description} |`,
  );
  return ['| Metric | Kind | What |', '| --- | --- | --- |', ...lines].join(
    '\n',
  );
}

function hintTables({ refusals, failures }) {
  const upper = text => text[0].toUpperCase() + text.slice(1);
  return [
    '| Argo CD refuses: cause | What to do |',
    '| --- | --- |',
    ...refusals.map(
      ({ cause, remedy }) => `| ${upper(cause)} | ${upper(remedy)} |`,
    ),
    '',
    '| Argo CD does not answer: what to do | Error codes |',
    '| --- | --- |',
    ...failures.map(
      ({ codes, remedy }) =>
        `| ${remedy} | ${
          codes.map(code => `\`${code}\``).join(', ') || 'Any other'
        } |`,
    ),
  ].join('\n');
}

function cell(type) {
  return `\`${type.replace(/\|/g, '\\|')}\``;
}
