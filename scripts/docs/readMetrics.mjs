import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { paths } from '../lib/paths.mjs';

const kinds = new Map([
  ['createCounter', 'counter'],
  ['createHistogram', 'histogram'],
  ['createGauge', 'gauge'],
  ['createObservableGauge', 'gauge'],
  ['createObservableCounter', 'counter'],
]);

/** The metrics that the plugins create: `{ name, kind, description }` for each. */
export function readMetrics() {
  const plugins = join(paths.root, 'plugins');
  return readdirSync(plugins, { recursive: true })
    .filter(name => /^[^/]+\/src\/.*\.ts$/.test(name))
    .filter(name => !/\.test\.|__/.test(name))
    .flatMap(name => readFile(join(plugins, name)));
}

function readFile(file) {
  const text = readFileSync(file, 'utf8');
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const metrics = [];
  const visit = node => {
    const metric = ts.isCallExpression(node) ? toMetric(node) : undefined;
    if (metric) {
      metrics.push(metric);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return metrics;
}

function toMetric({ expression, arguments: [name, options] }) {
  const kind = ts.isPropertyAccessExpression(expression)
    ? kinds.get(expression.name.text)
    : undefined;
  if (!kind || !name || !ts.isStringLiteral(name)) {
    return undefined;
  }
  const description = options?.properties.find(
    property => property.name.getText() === 'description',
  );
  return { name: name.text, kind, description: description.initializer.text };
}
