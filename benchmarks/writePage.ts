import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { drawChart } from './drawChart';
import { Measure, Results, Value } from './Results';

const docs = join(__dirname, '../docs');

/** Writes the page and the chart from what the last runs left. */
function main(): void {
  const all = readdirSync(__dirname)
    .map(name => join(__dirname, name, 'results.json'))
    .filter(file => existsSync(file))
    .map((file): Results => JSON.parse(readFileSync(file, 'utf8')));
  writeFileSync(join(docs, 'images/benchmarks.svg'), drawChart(all));
  writeFileSync(join(docs, 'benchmarks.md'), page(all));
}

function page(all: Results[]): string {
  return `# Benchmarks

Written by \`npm run bench\`, which anyone can repeat: peers run as they are published, in the same run. The raw figures
are in \`benchmarks/*/results.json\`. Compare the two columns, not the absolute values: the machine was shared.

![Pairs of bars: here beside what people use today](images/benchmarks.svg)

${all.map(section).join('\n')}`;
}

function section({ title, date, peer, conditions, measures }: Results): string {
  return `## ${title}

Beside ${peer}. ${conditions} Run on ${date.slice(0, 10)}.

| Measured | Here | Beside | Wanted | Holds |
| --- | --- | --- | --- | --- |
${measures.map(line).join('\n')}
`;
}

function line({ measure, unit, here, peer, target, holds }: Measure): string {
  const cells = [
    measure,
    show(here, unit),
    peer === undefined ? '' : show(peer, unit),
    target ?? '',
    holds === undefined ? '' : mark(holds),
  ];
  return `| ${cells.join(' | ')} |`;
}

function show(value: Value, unit: string): string {
  return typeof value === 'number'
    ? `${value.toLocaleString('en-GB')} ${unit}`.trim()
    : value;
}

function mark(holds: boolean): string {
  return holds ? 'yes' : 'no';
}

main();
