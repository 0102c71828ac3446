import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What was measured: a number, or what happened in words where there is none. */
export type Value = number | string;

/** One line of a benchmark's table. */
export interface Measure {
  measure: string;
  /** Unit of both values, such as `ms`; empty for counts and words. */
  unit: string;
  here: Value;
  /** The same of the peer, measured in the same run. */
  peer?: Value;
  /** What is wanted, in words. */
  target?: string;
  holds?: boolean;
}

/** What a benchmark leaves in its `results.json`. */
export interface Results {
  title: string;
  /** ISO 8601 date of the run. */
  date: string;
  /** Name and version of what is measured beside. */
  peer: string;
  /** Versions and machine, as a sentence. */
  conditions: string;
  measures: Measure[];
  /** Raw figures behind the lines. */
  detail: unknown;
}

/** Writes `results.json` into a benchmark's folder, and prints the table. */
export function writeResults(folder: string, results: Results): void {
  const text = `${JSON.stringify(results, undefined, 2)}\n`;
  writeFileSync(join(folder, 'results.json'), text);
  process.stdout.write(text);
}
