import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { navigationHeaders } from './browserHeaders';
import { RunningApp } from './RunningApp';
import { createAgent, sendLoad } from './sendLoad';

const beforeSignalMs = 500;
const drainLimitMs = 20_000;

/** What one start and end of an app took. */
export interface Life {
  coldStartMs: number;
  idleMiB: number;
  /** From SIGTERM to the end while clients keep their connections; undefined after 20 s. */
  drainMs: number | undefined;
}

/**
 * Starts an app, keeps ten connections busy as a load balancer does, and asks it to end while answers are under way:
 * with one connection only, chance decided whether it was busy at that moment.
 */
export async function measureLife(
  folder: string,
  redisPort: number,
): Promise<Life> {
  const app = await RunningApp.start(folder, redisPort);
  const idleMiB = app.memoryMiB();
  const agent = createAgent();
  const load = sendLoad({
    url: app.url,
    method: 'GET',
    headers: navigationHeaders,
    agent,
    milliseconds: 2 * beforeSignalMs,
  });
  // An app that ends may cut its connections, and is gone for who comes later
  const loadEnds = load.catch(() => {});
  await setTimeout(beforeSignalMs);
  const drainMs = await app.terminate(drainLimitMs);
  await loadEnds;
  agent.destroy();
  return { coldStartMs: app.coldStartMs, idleMiB, drainMs };
}

/** Bytes of all files of a folder, in MB. */
export function sizeMB(folder: string): number {
  const bytes = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map(file => lstatSync(join(folder, file)))
    .reduce((sum, file) => sum + (file.isFile() ? file.size : 0), 0);
  return bytes / 1_000_000;
}
