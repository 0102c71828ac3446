import { spawn } from 'node:child_process';

/** How a program is run; output is text. */
export type RunOptions = {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  /** Written to its standard input. */
  input?: string;
};

/**
 * Runs a program to its end.
 *
 * @returns what it printed to its standard output, without the line break at the end
 * @throws when it cannot be started or exits with another code than 0, with what it printed
 */
export async function run(
  command: string,
  args: readonly string[],
  { cwd, env = process.env, input }: RunOptions = {},
): Promise<string> {
  const child = spawn(command, args, { cwd, env });
  const output: string[] = [];
  const errors: string[] = [];
  child.stdout.setEncoding('utf8').on('data', chunk => output.push(chunk));
  child.stderr.setEncoding('utf8').on('data', chunk => errors.push(chunk));
  // A program that does not read its input is no failure
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) {
    const said = [...output, ...errors].join('').trim().slice(-4_000);
    throw new Error(
      `"${command} ${args.join(' ')}" failed with code ${code}:\n${said}`,
    );
  }
  return output.join('').trimEnd();
}
