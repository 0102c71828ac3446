import { spawn } from 'node:child_process';

/** Options of `runGit`. */
export interface RunGitOptions {
  cwd?: string;
  input?: string | Buffer;
  env?: Record<string, string>;
  signal?: AbortSignal;
}

/**
 * Run git and return what it printed.
 *
 * The user's and the machine's git configuration is left out, so that signing,
 * hooks and line-ending settings of a laptop do not change what the host does.
 */
export async function runGit(
  args: string[],
  options: RunGitOptions = {},
): Promise<Buffer> {
  const { cwd, input, env, signal } = options;
  return new Promise((resolve, reject) => {
    const child = spawn('git', args, { cwd, signal, env: gitEnvironment(env) });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on('data', chunk => stdout.push(chunk));
    child.stderr.on('data', chunk => stderr.push(chunk));
    child.on('error', error => reject(spawnProblem(error)));
    child.on('close', code => {
      if (code === 0) {
        resolve(Buffer.concat(stdout));
        return;
      }
      const text = Buffer.concat(stderr).toString().trim();
      reject(new Error(`Cannot run git ${args[0]}: ${text || `exit ${code}`}`));
    });
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}

/** The environment that every git process of the sandbox gets. */
export function gitEnvironment(
  extra: Record<string, string> = {},
): Record<string, string | undefined> {
  const noProxy = [process.env.NO_PROXY, 'localhost', '127.0.0.1']
    .filter(Boolean)
    .join(',');
  return {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    TMPDIR: process.env.TMPDIR,
    LANG: 'C.UTF-8',
    NO_PROXY: noProxy,
    no_proxy: noProxy,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_TERMINAL_PROMPT: '0',
    GIT_LITERAL_PATHSPECS: '1',
    GIT_CONFIG_COUNT: '1',
    // A checkout that another user owns (a mounted folder) may be read.
    GIT_CONFIG_KEY_0: 'safe.directory',
    GIT_CONFIG_VALUE_0: '*',
    ...extra,
  };
}

function spawnProblem(error: Error): Error {
  return 'code' in error && error.code === 'ENOENT'
    ? new Error('Cannot find git: install git and start again', {
        cause: error,
      })
    : error;
}
