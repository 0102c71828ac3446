/**
 * node ops/scripts/chart-values.mjs [--check]: writes ops/charts/VALUES.md from values.schema.json; with
 * --check it only says whether the page is what it would write.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const chart = fileURLToPath(new URL('../charts/', import.meta.url));
const schema = JSON.parse(readFileSync(`${chart}values.schema.json`, 'utf8'));

/** The node itself, or the definition that it refers to, with its own words on top. */
function resolved(node) {
  if (!node.$ref) return node;
  const { $ref, ...own } = node;
  return { ...schema.definitions[$ref.split('/').at(-1)], ...own };
}

function rows(node, path) {
  const { properties, description, ...rule } = resolved(node);
  if (!properties) return [[`\`${path}\``, allowed(rule), description]];
  return Object.entries(properties).flatMap(([key, child]) => rows(child, path ? `${path}.${key}` : key));
}

function allowed({ enum: values, type, items, minimum, maximum, pattern }) {
  if (values) return values.map(value => (value === '' ? 'empty' : `\`${value}\``)).join(', ');
  const of = items && resolved(items);
  const kind = [type].flat().join(' or ') + (of?.enum ? ` of ${allowed(of)}` : '');
  const range = [minimum !== undefined && `from ${minimum}`, maximum !== undefined && `to ${maximum}`];
  const words = [kind, ...range.filter(Boolean)].join(' ');
  return pattern ? `${words}, \`${pattern}\`` : words;
}

const cells = [['Value', 'Allowed', 'What it is'], ['---', '---', '---'], ...rows(schema, '')];
const page = `# Values

Written by \`node ops/scripts/chart-values.mjs\` from \`values.schema.json\`; the defaults are in \`values.yaml\`.

${cells.map(row => `| ${row.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`).join('\n')}
`;

if (!process.argv.includes('--check')) {
  writeFileSync(`${chart}VALUES.md`, page);
} else if (readFileSync(`${chart}VALUES.md`, 'utf8') !== page) {
  console.error('ops/charts/VALUES.md does not say what values.schema.json says: run node ops/scripts/chart-values.mjs');
  process.exit(1);
}
