import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { LauncherError } from './LauncherError.mjs';

/**
 * The processes that the launcher started. Each leads a process group of its
 * own, so that ending one ends all that it started in turn.
 */
export class Children {
  #groups = new Map();
  #logs = new Set();
  #stopping = false;

  /**
   * Starts a process whose output goes to `log`, or, with `stdout: 'pipe'`, to
   * the caller. `exited` resolves with `{ name, code, signal, log, reason }`.
   */
  start({ name, command, args = [], cwd, env = process.env, log, stdout }) {
    if (this.#stopping) {
      throw new LauncherError(`Cannot start ${name}: the launcher is stopping`);
    }
    const output = log ? this.#openLog(log) : 'inherit';
    const child = spawn(command, args, {
      cwd,
      env,
      detached: true,
      stdio: ['ignore', stdout ?? output, output],
    });
    if (log) {
      closeSync(output);
    }
    const exited = new Promise(resolve => {
      child.once('error', error =>
        resolve({ name, log, code: 127, reason: error.message }),
      );
      child.once('exit', (code, signal) =>
        resolve({ name, log, code, signal, reason: reasonOf(code, signal) }),
      );
    });
    if (child.pid !== undefined) {
      this.#groups.set(child.pid, exited);
      // What a process leaves behind in its group goes with it
      exited.then(() => this.#forget(child.pid));
    }
    return { name, log, pid: child.pid, stdout: child.stdout, exited };
  }

  /** Runs a process to its end and throws unless it succeeds. */
  async run({ failure, remedy, ...options }) {
    const result = await this.start(options).exited;
    if (result.code !== 0) {
      throw new LauncherError(
        `${failure ?? `${options.name} failed`}: ${result.reason}`,
        { remedy, log: options.log },
      );
    }
  }

  /** Ends a process that `start` returned, with its group, and waits until it has ended. */
  async stop({ pid, exited }) {
    signalGroup(pid, 'SIGTERM');
    await exited;
  }

  /** Ends every process group: asked first, and forced after `patience` milliseconds. */
  async stopAll(patience = 10_000) {
    this.#stopping = true;
    const exits = Promise.all(this.#groups.values());
    this.#signalAll('SIGTERM');
    await Promise.race([exits, delay(patience, undefined, { ref: false })]);
    this.killAll();
    await Promise.race([exits, delay(1_000, undefined, { ref: false })]);
  }

  /** Ends every process group at once; usable in an `exit` handler. */
  killAll() {
    this.#signalAll('SIGKILL');
  }

  // Begun anew by the first process that writes to it, continued by the others
  #openLog(file) {
    if (!this.#logs.has(file)) {
      this.#logs.add(file);
      mkdirSync(dirname(file), { recursive: true });
      rmSync(file, { force: true });
    }
    return openSync(file, 'a');
  }

  #signalAll(signal) {
    for (const pid of this.#groups.keys()) {
      signalGroup(pid, signal);
    }
  }

  #forget(pid) {
    signalGroup(pid, 'SIGTERM');
    if (this.#stopping) {
      return;
    }
    setTimeout(() => {
      signalGroup(pid, 'SIGKILL');
      this.#groups.delete(pid);
    }, 3_000).unref();
  }
}

function signalGroup(pid, signal) {
  try {
    process.kill(-pid, signal);
  } catch {
    // The whole group has ended
  }
}

function reasonOf(code, signal) {
  return signal ? `it was ended by ${signal}` : `it ended with code ${code}`;
}
