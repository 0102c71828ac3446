import { setTimeout as delay } from 'node:timers/promises';

/** Resolves when none of the processes runs any more; throws after `patience` milliseconds. */
export async function allEnded(pids, patience = 5_000) {
  const deadline = Date.now() + patience;
  for (;;) {
    const left = pids.filter(pid => isRunning(pid));
    if (left.length === 0) {
      return;
    }
    if (Date.now() > deadline) {
      throw new Error(`Still running: ${left.join(', ')}`);
    }
    await delay(50);
  }
}

function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
