import { Agent, request } from 'node:http';
import { once } from 'node:events';
import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { RunningApp } from './RunningApp';
import { clients } from './sendLoad';

const loadMs = 500;
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
  const agent = new Agent({ keepAlive: true, maxSockets: clients });
  let ending = false;
  const load = Array.from({ length: clients }, async () => {
    while (!ending) {
      await visit(app.url, agent).catch(() => {});
    }
  });
  await setTimeout(loadMs);
  ending = true;
  const drainMs = await app.terminate(drainLimitMs);
  await Promise.all(load);
  agent.destroy();
  return { coldStartMs: app.coldStartMs, idleMiB, drainMs };
}

async function visit(url: string, agent: Agent): Promise<void> {
  const outgoing = request(url, { agent });
  // An app that ends may cut the connection at any moment, also behind the head of its answer
  outgoing.on('error', () => {});
  outgoing.end();
  const [response] = await once(outgoing, 'response');
  response.on('error', () => {}).resume();
  await once(response, 'close');
}

/** Bytes of all files of a folder, in MB. */
export function sizeMB(folder: string): number {
  const bytes = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map(file => lstatSync(join(folder, file)))
    .reduce((sum, file) => sum + (file.isFile() ? file.size : 0), 0);
  return bytes / 1_000_000;
}
