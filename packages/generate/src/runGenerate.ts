import { readdir, readFile } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { parse } from 'yaml';
import { Answers } from './Answers';
import { InvalidAnswersError } from './InvalidAnswersError';
import { renderSkeleton } from './renderSkeleton';

const usage = `Usage: npm run generate -- --answers FILE --output DIR [--force]

  --answers FILE  YAML or JSON object of the form's answers; name, owner and repoUrl are required
  --output DIR    where the repository is written
  --force         write although DIR is not empty`;

/**
 * The command `npm run generate`.
 *
 * @returns the exit code: 0 when the repository was written, 2 when the arguments or the answers do
 * not fit and nothing was written, 1 for anything else
 */
export async function runGenerate(args: string[]): Promise<number> {
  try {
    const { answersFile, outputDir, force } = readArguments(args);
    const answers = await readAnswers(answersFile);
    await refuseNonEmpty(outputDir, force);
    await renderSkeleton(answers, outputDir);
    await printWritten(outputDir);
    return 0;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    process.stderr.write(`${message}\n`);
    return error instanceof InvalidAnswersError ? 2 : 1;
  }
}

function readArguments(args: string[]) {
  const values = parseValues(args);
  if (!values.answers || !values.output) {
    throw new InvalidAnswersError([usage]);
  }
  // npm runs scripts in the checkout; the paths are meant from where the person is
  const from = process.env.INIT_CWD ?? process.cwd();
  return {
    answersFile: resolve(from, values.answers),
    outputDir: resolve(from, values.output),
    force: values.force ?? false,
  };
}

function parseValues(args: string[]) {
  try {
    const { values } = parseArgs({
      args,
      options: {
        answers: { type: 'string' },
        output: { type: 'string' },
        force: { type: 'boolean' },
      },
    });
    return values;
  } catch (error) {
    throw new InvalidAnswersError([
      `${error instanceof Error ? error.message : error}\n\n${usage}`,
    ]);
  }
}

async function readAnswers(file: string): Promise<Answers> {
  const text = await readFile(file, 'utf8').catch(error => {
    throw new InvalidAnswersError([
      `Cannot read the answers file "${file}": ${error.message}`,
    ]);
  });
  const answers = parseAnswers(text, file);
  if (
    typeof answers !== 'object' ||
    answers === null ||
    Array.isArray(answers)
  ) {
    throw new InvalidAnswersError([
      `Cannot use the answers file "${file}": it must hold one object, for example "name: visit-tracker"`,
    ]);
  }
  return Object.fromEntries(Object.entries(answers));
}

function parseAnswers(text: string, file: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    throw new InvalidAnswersError([
      `Cannot read the answers file "${file}" as YAML or JSON: ${
        error instanceof Error ? error.message : error
      }`,
    ]);
  }
}

async function refuseNonEmpty(outputDir: string, force: boolean) {
  const entries = await readdir(outputDir).catch(error => {
    if (error.code === 'ENOENT') {
      return [];
    }
    throw new InvalidAnswersError([
      `Cannot write to "${outputDir}": ${error.message}`,
    ]);
  });
  if (entries.length > 0 && !force) {
    throw new InvalidAnswersError([
      `Cannot write to "${outputDir}": it is not empty. Choose another folder, or pass --force to write over it`,
    ]);
  }
}

async function printWritten(outputDir: string) {
  const entries = await readdir(outputDir, {
    recursive: true,
    withFileTypes: true,
  });
  const files = entries
    .filter(entry => entry.isFile())
    .map(entry => relative(outputDir, resolve(entry.parentPath, entry.name)))
    .filter(file => !/^(node_modules|\.git|\.next)\//.test(file))
    .sort();
  process.stdout.write(
    `${files.map(file => `  ${file}\n`).join('')}Wrote ${
      files.length
    } files to ${outputDir}\n`,
  );
}
