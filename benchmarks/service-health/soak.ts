import { ChildProcess, fork } from 'child_process';
import { once } from 'events';
import { writeFileSync } from 'fs';
import { join } from 'path';
import {
  component,
  startHealth,
} from '../../plugins/service-health-backend/src/__testUtils__/startHealth';
import { startRedisServer } from '../../plugins/service-health-backend/src/__testUtils__/startRedisServer';
import { serviceHealthSchema } from '@paved-path/backstage-plugin-service-health-common';
import { mockCredentials } from '@backstage/backend-test-utils';
import { z } from 'zod';

const services = 40;
const viewers = 20;
const minutes = Number(process.env.SOAK_MINUTES ?? 60);
const checkEveryMinutes = 10;
const readySchema = z.object({ url: z.string(), token: z.string() });
const stateSchema = z.object({
  changes: z.number(),
  faults: z.record(z.string(), z.number()),
});
const listSchema = z.object({
  items: z.array(
    z.object({
      metadata: z.object({
        name: z.string(),
        deletionTimestamp: z.string().optional(),
        labels: z.record(z.string(), z.string()).default({}),
      }),
      status: z
        .object({
          phase: z.string().optional(),
          conditions: z
            .array(z.object({ type: z.string(), status: z.string() }))
            .default([]),
        })
        .prefault({}),
    }),
  ),
});

interface Minute {
  minute: number;
  heapMegabytes: number;
  handles: number;
  answers: number;
  broken: number;
}

interface Check {
  minute: number;
  services: number;
  pods: number;
  /** Services whose pods differ from a fresh list. */
  missed: string[];
  /** How long after the last fault was mended all agreed, in seconds. */
  secondsToAgree: number;
}

interface Soak {
  base: string;
  cluster: { url: string; token: string };
  child: ChildProcess;
  answers: number;
  /** Requests of viewers whose connection broke. */
  broken: number;
  stop: AbortController;
}

function pause(milliseconds: number): Promise<void> {
  return new Promise(resolve => {
    setTimeout(resolve, milliseconds);
  });
}

/** The loader of TypeScript sends messages of its own: they are passed over. */
async function hear<T extends z.ZodType>(
  child: ChildProcess,
  schema: T,
): Promise<z.infer<T>> {
  for (;;) {
    const [message] = await once(child, 'message');
    const { data } = schema.safeParse(message);
    if (data !== undefined) {
      return data;
    }
  }
}

async function tell(child: ChildProcess, message: 'go' | 'stop') {
  child.send(message);
  return await hear(child, stateSchema);
}

function ask(
  base: string,
  index: number,
  query = '',
  etag = '',
): Promise<Response> {
  return fetch(
    `${base}/v1/health?entityRef=component:default/service-${index}${query}`,
    {
      headers: {
        authorization: mockCredentials.user.header(),
        'if-none-match': etag,
      },
    },
  );
}

/**
 * One page that is open all the time: held requests, one after the other. As a
 * page does, it tries again when a connection breaks, and that is counted.
 */
async function view(soak: Soak, index: number): Promise<void> {
  let etag = '';
  while (!soak.stop.signal.aborted) {
    try {
      const response = await ask(soak.base, index, '&wait=10', etag);
      etag = response.headers.get('etag') ?? '';
      await response.text();
      soak.answers += 1;
    } catch {
      soak.broken += 1;
      await pause(1_000);
    }
  }
}

/** Pods as a fresh list of the API server names them, by service. */
async function freshList({ cluster }: Soak): Promise<Map<string, string[]>> {
  const response = await fetch(
    `${cluster.url}/api/v1/pods?labelSelector=backstage.io/kubernetes-id`,
    { headers: { authorization: `Bearer ${cluster.token}` } },
  );
  const found = new Map<string, string[]>();
  for (const { metadata, status } of listSchema.parse(await response.json())
    .items) {
    const name = metadata.labels['backstage.io/kubernetes-id'];
    const ready = status.conditions.some(
      one => one.type === 'Ready' && one.status === 'True',
    );
    const word = metadata.deletionTimestamp ? 'stopping' : String(ready);
    if (status.phase !== 'Failed' && status.phase !== 'Succeeded') {
      found.set(name, [...(found.get(name) ?? []), `${metadata.name} ${word}`]);
    }
  }
  return found;
}

/** Pods as the answers name them. */
async function answered({ base }: Soak): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  for (let index = 0; index < services; index += 1) {
    const response = await ask(base, index);
    const health = serviceHealthSchema.parse(await response.json());
    for (const { facts } of health.environments[0]?.sections ?? []) {
      if (facts?.kind === 'workload') {
        found.set(
          `service-${index}`,
          facts.pods.map(({ name, state }) =>
            state === 'stopping'
              ? `${name} stopping`
              : `${name} ${state === 'ready'}`,
          ),
        );
      }
    }
  }
  return found;
}

/** A kept connection may just have been closed by the other side. */
async function retry<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch {
    await pause(1_000);
    return await ask();
  }
}

async function compare(soak: Soak, minute: number): Promise<Check> {
  await tell(soak.child, 'stop');
  const started = Date.now();
  for (;;) {
    const [truth, seen] = await Promise.all([
      retry(() => freshList(soak)),
      retry(() => answered(soak)),
    ]);
    const names = Array.from({ length: services }, (_, i) => `service-${i}`);
    const text = (map: Map<string, string[]>, name: string) =>
      [...(map.get(name) ?? [])].sort().join(', ');
    const missed = names.filter(name => text(truth, name) !== text(seen, name));
    const seconds = (Date.now() - started) / 1000;
    // A watch that fell silent counts as dead after 90 s; a server that hung
    // is asked again after at most 60 s.
    if (missed.length === 0 || seconds > 120) {
      await tell(soak.child, 'go');
      return {
        minute,
        services: truth.size,
        pods: [...truth.values()].flat().length,
        missed,
        secondsToAgree: Math.round(seconds),
      };
    }
    await pause(500);
  }
}

function measure(soak: Soak, minute: number): Minute {
  global.gc?.();
  return {
    minute,
    heapMegabytes: Number((process.memoryUsage().heapUsed / 1e6).toFixed(1)),
    handles: process.getActiveResourcesInfo().length,
    answers: soak.answers,
    broken: soak.broken,
  };
}

function median(numbers: number[]): number {
  return (
    [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0
  );
}

/** The second sixth of the time against the last: the first one warms up. */
function growth(samples: Minute[], key: 'heapMegabytes' | 'handles') {
  const part = Math.max(1, Math.floor(samples.length / 6));
  const early = median(samples.slice(part, 2 * part).map(one => one[key]));
  const late = median(samples.slice(-part).map(one => one[key]));
  return { early, late };
}

async function start(): Promise<Soak & { close(): Promise<void> }> {
  const child = fork(join(__dirname, 'soakCluster.ts'), {
    execArgv: process.execArgv.filter(one => one !== '--expose-gc'),
  });
  const cluster = await hear(child, readySchema);
  const redis = await startRedisServer();
  const { backend } = await startHealth({
    config: settings(cluster, redis.port),
    entities: Array.from({ length: services }, (_, index) =>
      component(`service-${index}`, {
        'service-health/environments': 'prod=soak',
      }),
    ),
  });
  const restarts = setInterval(() => {
    void redis.stop().then(() => redis.restart());
  }, 90_000);
  return {
    base: `http://127.0.0.1:${backend.server.port()}/api/service-health`,
    cluster,
    child,
    answers: 0,
    broken: 0,
    stop: new AbortController(),
    async close() {
      clearInterval(restarts);
      await backend.stop();
      await redis.close();
      child.disconnect();
    },
  };
}

function settings({ url, token }: Soak['cluster'], port: number) {
  return {
    kubernetes: {
      clusterLocatorMethods: [
        {
          type: 'config',
          clusters: [
            {
              name: 'soak',
              url,
              authProvider: 'serviceAccount',
              serviceAccountToken: token,
            },
          ],
        },
      ],
    },
    serviceHealth: {
      redis: {
        instances: [
          {
            name: 'soak',
            host: '127.0.0.1',
            port,
            match: { name: 'service-0' },
          },
        ],
      },
    },
  };
}

async function main(): Promise<void> {
  const began = new Date().toISOString();
  const soak = await start();
  await pause(10_000);
  const open = Array.from({ length: viewers }, (_, index) => view(soak, index));
  const samples: Minute[] = [];
  const checks: Check[] = [];
  for (let minute = 1; minute <= minutes; minute += 1) {
    await pause(60_000);
    if (minute % checkEveryMinutes === 0 || minute === minutes) {
      checks.push(await compare(soak, minute));
    }
    samples.push(measure(soak, minute));
    process.stdout.write(`${JSON.stringify(samples.at(-1))}\n`);
  }
  const last = await tell(soak.child, 'stop');
  soak.stop.abort();
  await Promise.all(open);
  await soak.close();
  report({ began, samples, checks, last });
}

function report(result: {
  began: string;
  samples: Minute[];
  checks: Check[];
  last: z.infer<typeof stateSchema>;
}): void {
  const { began, samples, checks, last } = result;
  const heap = growth(samples, 'heapMegabytes');
  const handles = growth(samples, 'handles');
  const verdict = {
    missedNothing: checks.every(({ missed }) => missed.length === 0),
    heapDidNotGrow: heap.late < heap.early * 1.1 + 2,
    handlesDidNotGrow: handles.late < handles.early * 1.1 + 5,
  };
  const text = JSON.stringify(
    {
      began,
      minutes,
      services,
      viewers,
      ...last,
      answers: samples.at(-1)?.answers,
      broken: samples.at(-1)?.broken,
      heapMegabytes: heap,
      handles,
      ...verdict,
      checks,
      samples,
    },
    undefined,
    2,
  );
  writeFileSync(join(__dirname, 'soak.json'), `${text}\n`);
  process.stdout.write(`${text}\n`);
  process.exit(Object.values(verdict).every(Boolean) ? 0 : 1);
}

// The backend logs rejections that nobody handles, and goes on.
main().catch(error => {
  process.stderr.write(`${error}\n`);
  process.exit(1);
});
