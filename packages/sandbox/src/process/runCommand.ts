import { spawn } from 'node:child_process';
import { setPriority } from 'node:os';

/** Options of `runCommand`. */
export interface RunCommandOptions {
  cwd: string;
  env: Record<string, string | undefined>;
  signal: AbortSignal;
  /** Gets what the command prints, as it prints it. */
  onOutput(text: string): void;
}

/** Run a command to its end; when aborted, end it and all that it started. */
export async function runCommand(
  command: string,
  args: string[],
  options: RunCommandOptions,
): Promise<void> {
  const { cwd, env, signal, onOutput } = options;
  signal.throwIfAborted();
  await new Promise<void>((resolve, reject) => {
    // A group of its own, so that npm's children can be ended with it.
    const child = spawn(command, args, {
      cwd,
      env,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const end = () => endGroup(child.pid);
    signal.addEventListener('abort', end, { once: true });
    yieldTo(child.pid);
    child.stdout.on('data', (chunk: Buffer) => onOutput(chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => onOutput(chunk.toString()));
    child.on('error', reject);
    child.on('close', code => {
      signal.removeEventListener('abort', end);
      if (signal.aborted) {
        reject(new Error('Stopped with the sandbox'));
      } else if (code === 0) {
        resolve();
      } else {
        const line = [command, ...args].join(' ');
        reject(new Error(`"${line}" ended with code ${code ?? 'none'}`));
      }
    });
  });
}

/** Let the portal have the processor first. */
function yieldTo(pid: number | undefined): void {
  try {
    if (pid) {
      setPriority(pid, 5);
    }
  } catch {
    // It may have ended already.
  }
}

function endGroup(pid: number | undefined): void {
  try {
    if (pid) {
      process.kill(-pid, 'SIGKILL');
    }
  } catch {
    // It has ended already.
  }
}
