import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Measure, writeResults } from '../Results';
import { Apps, buildApps } from './buildApps';
import { anyFreePort } from '@paved-path/sandbox';
import { Life, measureLife, sizeMB } from './measureProcess';
import { measureLoads } from './measureLoads';
import { median, range, round } from '../statistics';

const lives = 3;
const payloadLimitMB = 25;

async function main(): Promise<void> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'generated-app-')));
  const redisPort = await anyFreePort();
  const redis = spawn(
    'taskset',
    [
      ...['-c', '1', process.env.REDIS_SERVER_BIN ?? 'redis-server'],
      ...['--port', String(redisPort), '--save', '', '--dir', folder],
    ],
    { stdio: 'ignore' },
  );
  try {
    const apps = await buildApps(folder);
    // The servers have the first core for themselves
    execFileSync('taskset', ['-a', '-p', '-c', '1', String(process.pid)]);
    const processes = await measureLives(apps, redisPort);
    const requests = await measureLoads(apps, redisPort);
    writeResults(__dirname, {
      title: 'The generated app',
      date: new Date().toISOString(),
      peer: "a bare Next.js app with the same packages, built as Next.js' with-docker example is: the same page and a route, each with one INCR, and no ids, log, metrics, deadline or headers",
      conditions:
        'Standalone servers on one core, Redis and the client on the other, ten keep-alive connections. Slices of half a second in turn, eight pairs in each of five pairs of processes.',
      measures: [payload(apps), ...requests.measures, ...processes.measures],
      detail: { ...requests.detail, lives: processes.detail },
    });
  } finally {
    redis.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

function payload(apps: Apps): Measure {
  const here = round(sizeMB(apps.here), 1);
  return {
    measure: 'Payload: what the image holds beside Node',
    unit: 'MB',
    here,
    peer: round(sizeMB(apps.bare), 1),
    target: `at most ${payloadLimitMB} MB`,
    holds: here <= payloadLimitMB,
  };
}

async function measureLives(folders: Apps, redisPort: number) {
  const detail = { here: new Array<Life>(), bare: new Array<Life>() };
  for (let index = 0; index < lives; index += 1) {
    detail.here.push(await measureLife(folders.here, redisPort));
    detail.bare.push(await measureLife(folders.bare, redisPort));
  }
  const line = (
    measure: string,
    unit: string,
    pick: (life: Life) => number,
  ) => {
    const here = detail.here.map(pick);
    return {
      measure: `${measure}, median of ${lives} (${range(here, 0)})`,
      unit,
      here: round(median(here), 0),
      peer: round(median(detail.bare.map(pick)), 0),
    };
  };
  return {
    detail,
    measures: [
      line('From the start to the first page', 'ms', life => life.coldStartMs),
      line('Memory after the first page', 'MiB', life => life.idleMiB),
      {
        measure:
          'From SIGTERM under load to the end, with clients that keep their connections, the longest',
        unit: '',
        here: longest(detail.here),
        peer: longest(detail.bare),
      },
    ],
  };
}

function longest(all: Life[]): string {
  const known = all.map(life => life.drainMs ?? Infinity);
  const most = Math.max(...known);
  return most === Infinity ? 'over 20 s' : `${most.toFixed(0)} ms`;
}

void main();
