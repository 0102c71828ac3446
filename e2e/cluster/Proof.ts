import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DrillResult } from './Drill';
import { run } from './run';

/** What a run was made with. */
export type Versions = Record<string, string>;

/** Collects what a run shows, and writes it: a page, and the same as JSON. */
export class Proof {
  readonly folder: string;
  readonly #drills: DrillResult[] = [];
  readonly #facts: { fact: string; figure: string; command: string }[] = [];
  versions: Versions = {};

  /** @param folder - where the page, the data and the screenshots go */
  constructor(folder: string) {
    this.folder = folder;
  }

  addDrill(result: DrillResult): void {
    this.#drills.push(result);
  }

  /** A figure that no drill gives. */
  addFact(fact: string, figure: string, command: string): void {
    this.#facts.push({ fact, figure, command });
  }

  async write(date: Date): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    const { versions } = this;
    const [facts, drills] = [this.#facts, this.#drills];
    const json = JSON.stringify({ date, versions, facts, drills });
    const files = [
      join(this.folder, 'drills.json'),
      join(this.folder, 'drills.md'),
    ];
    await writeFile(files[0], json);
    await writeFile(files[1], this.#page(date));
    await run(process.execPath, [
      require.resolve('prettier/bin-prettier.js'),
      ...['--write', ...files],
    ]);
  }

  #page(date: Date): string {
    const day = date.toISOString().slice(0, 10);
    return [
      '# Drills on a real cluster',
      `Written by \`npm run test:cluster\` on ${day}; the same as data in [drills.json](drills.json).`,
      table(['With', 'Version'], Object.entries(this.versions)),
      '## First',
      table(
        ['What', 'Figure', 'How'],
        this.#facts.map(({ fact, figure, command }) => [
          fact,
          figure,
          code(command),
        ]),
      ),
      '## Drills, with visitors counting',
      'Acknowledged: visits answered 200. Counted: by how much the service itself says that the count rose. Failed: attempts that were not answered 200; the visitor sends the same visit again under its id. Gap: the longest time without any acknowledgement.',
      table(
        [
          ...['Where', 'Drill', 'Well again', 'after'],
          ...['Acknowledged', 'Counted', 'Failed', 'Gap', 'p50, p99'],
        ],
        this.#drills.map(row),
      ),
      '## What the health page said meanwhile',
      ...this.#drills.map(said),
      '## What was done',
      ...this.#drills.map(
        ({ environment, title, command }) =>
          `${title} (${environment}):\n\n\`\`\`sh\n${command}\n\`\`\``,
      ),
    ].join('\n\n');
  }
}

function row({
  environment,
  title,
  recovery,
  recoveredSeconds,
  report,
}: DrillResult) {
  const failures = Object.entries(report.failures);
  return [
    ...[environment, title, recovery, `${recoveredSeconds.toFixed(1)} s`],
    ...[String(report.acknowledged), String(report.counted)],
    failures.map(([name, count]) => `${count} ${name}`).join(', ') || '0',
    `${(report.longestGapMs / 1_000).toFixed(1)} s`,
    `${report.p50Ms}, ${report.p99Ms} ms`,
  ];
}

function said({ environment, title, verdicts }: DrillResult): string {
  const lines = verdicts.map(
    ({ afterSeconds, level, text }) =>
      `- ${afterSeconds.toFixed(1)} s: **${level}**, ${text}`,
  );
  return `${title} (${environment}):\n\n${lines.join('\n')}`;
}

function table(head: string[], rows: string[][]): string {
  return [head, head.map(() => '---'), ...rows]
    .map(
      cells =>
        `| ${cells.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`,
    )
    .join('\n');
}

function code(text: string): string {
  return `\`${text}\``;
}
