import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { Measure, writeResults } from '../Results';
import { round } from '../statistics';
import { Times, toTimes } from '../Times';
import { Child } from './Child';
import { podsPerService } from './objectsOfService';
import { askHealth, levelOf, Viewers } from './Viewers';

const clusterCount = 20;
const largest = Number(process.env.SCALE_SERVICES ?? 10_000);
const mostViewers = Number(process.env.SCALE_VIEWERS ?? 1_000);
const windowMs = Number(process.env.SCALE_WINDOW_SECONDS ?? 60) * 1_000;
/** Changes of pods in all clusters together, beside the ones that are timed. */
const churnPerSecond = 5;
const releases = 40;

const clustersSchema = z.array(
  z.object({ url: z.string(), token: z.string() }),
);
const usageSchema = z.object({
  blockedMs: z.number(),
  heapMB: z.number(),
  rssMB: z.number(),
  cpuMs: z.number(),
});

interface Window {
  services: number;
  replicas: number;
  viewers: number;
  /** Calls of the Kubernetes API in a minute, all clusters and replicas. */
  callsPerMinute: number;
  /** The same by verb and resource. */
  calls: Record<string, number>;
  /** Share of one core that one replica used, the mean of all. */
  cpuCores: number;
  heapMB: number;
  rssMB: number;
  answersPerSecond: number;
  broken: number;
  /** Longest time that a replica let no request in, in ms. */
  blockedMs: number;
  /** Answers for services taken at random, at any moment, over HTTP. */
  random: Times;
  /** From a change in a cluster to the answer of an open page; absent without viewers. */
  change?: Times;
}

interface Portal {
  services: number;
  clusters: Child;
  replicas: { child: Child; base: string; startSeconds: number }[];
  released: number;
}

async function startPortal(
  services: number,
  replicas: number,
): Promise<Portal> {
  const clusters = Child.start(join(__dirname, 'clusters.ts'));
  const where = await clusters.ask(
    { kind: 'start', clusters: clusterCount, services },
    clustersSchema,
  );
  const portal: Portal = { services, clusters, replicas: [], released: 0 };
  while (portal.replicas.length < replicas) {
    portal.replicas.push(await startReplica(services, where));
  }
  return portal;
}

async function startReplica(
  services: number,
  clusters: z.infer<typeof clustersSchema>,
) {
  const began = performance.now();
  const child = Child.start(join(__dirname, 'replica.ts'));
  const base = await child.ask(
    { kind: 'start', services, clusters },
    z.string(),
  );
  for (const service of [0, Math.floor(services / 2), services - 1]) {
    while (
      (await levelOf(base, service).catch(() => undefined)) !== 'healthy'
    ) {
      await pause(250);
    }
  }
  return { child, base, startSeconds: (performance.now() - began) / 1_000 };
}

async function stopPortal({ clusters, replicas }: Portal): Promise<void> {
  await Promise.all(replicas.map(({ child }) => child.stop()));
  await clusters.stop();
}

/** What it costs to be looked at by so many for a minute, while pods change. */
async function observe(portal: Portal, count: number): Promise<Window> {
  const viewers = new Viewers();
  for (let index = 0; index < count; index += 1) {
    const { base } = portal.replicas[index % portal.replicas.length];
    viewers.open(base, serviceOf(portal, index));
  }
  await portal.clusters.ask(
    { kind: 'churn', perSecond: churnPerSecond },
    z.unknown(),
  );
  // Opening the pages is no part of the figures
  await pause(10_000);
  const before = await readCosts(portal);
  const answered = viewers.answers;
  const began = performance.now();
  const [random, change] = await Promise.all([
    askAtRandom(portal),
    count > 0 ? timeReleases(portal, viewers, count) : undefined,
  ]);
  const seconds = (performance.now() - began) / 1_000;
  const after = await readCosts(portal);
  const { answers, broken } = viewers;
  const calls = subtract(after.calls, before.calls);
  await viewers.close();
  await portal.clusters.ask({ kind: 'churn', perSecond: 0 }, z.unknown());
  return {
    services: portal.services,
    replicas: portal.replicas.length,
    viewers: count,
    callsPerMinute: round(perMinute(sum(calls), seconds), 0),
    calls,
    cpuCores: round((after.cpuMs - before.cpuMs) / seconds / 1_000, 3),
    heapMB: Math.round(after.heapMB),
    rssMB: Math.round(after.rssMB),
    answersPerSecond: round((answers - answered) / seconds, 1),
    broken,
    blockedMs: Math.round(after.blockedMs),
    random,
    change,
  };
}

/** Somebody opens the page of a service, twenty times a second. */
async function askAtRandom(portal: Portal): Promise<Times> {
  const asked = new Array<Promise<number>>();
  const until = performance.now() + windowMs;
  while (performance.now() < until) {
    const { base } = portal.replicas[asked.length % portal.replicas.length];
    const service = Math.floor(Math.random() * portal.services);
    asked.push(timeAnswer(base, service));
    await pause(50);
  }
  return toTimes(await Promise.all(asked), 1);
}

async function timeAnswer(base: string, service: number): Promise<number> {
  const began = performance.now();
  const response = await askHealth(base, service);
  await response.text();
  if (!response.ok) {
    throw new Error(`Cannot ask for service ${service}: ${response.status}`);
  }
  return performance.now() - began;
}

/** Viewers look at services far from each other: hardly two at the same. */
function serviceOf({ services }: Portal, viewer: number): number {
  return (viewer * 7) % services;
}

async function readCosts({ clusters, replicas }: Portal) {
  const calls = await clusters.ask(
    { kind: 'calls' },
    z.record(z.string(), z.number()),
  );
  const all = await Promise.all(
    replicas.map(({ child }) => child.ask({ kind: 'usage' }, usageSchema)),
  );
  const mean = (key: keyof z.infer<typeof usageSchema>) =>
    all.reduce((sum, one) => sum + one[key], 0) / all.length;
  return {
    calls,
    cpuMs: mean('cpuMs'),
    heapMB: mean('heapMB'),
    blockedMs: Math.max(...all.map(({ blockedMs }) => blockedMs)),
    rssMB: mean('rssMB'),
  };
}

/** New versions of services that somebody looks at, spread over the window. */
async function timeReleases(portal: Portal, viewers: Viewers, count: number) {
  const made = new Map<string, number>();
  while (made.size < releases) {
    const service = serviceOf(
      portal,
      Math.floor((made.size * count) / releases),
    );
    portal.released += 1;
    const version = `9.${portal.released}.0`;
    const at = await portal.clusters.ask(
      { kind: 'release', service, version },
      z.number(),
    );
    made.set(version, at);
    await pause(windowMs / releases);
  }
  await pause(2_000);
  const times = [...made].flatMap(([version, at]) => {
    const seen = viewers.seen(version);
    return seen === undefined ? [] : [seen - at];
  });
  return toTimes(times, 1);
}

function subtract(
  after: Record<string, number>,
  before: Record<string, number>,
): Record<string, number> {
  return Object.fromEntries(
    Object.entries(after).flatMap(([name, count]) => {
      const difference = count - (before[name] ?? 0);
      return difference === 0 ? [] : [[name, difference]];
    }),
  );
}

function sum(counts: Record<string, number>): number {
  return Object.values(counts).reduce((all, one) => all + one, 0);
}

function perMinute(count: number, seconds: number): number {
  return (count / seconds) * 60;
}

async function main(): Promise<void> {
  const windows = new Array<Window>();
  const starts = new Array<{ services: number; seconds: number }>();
  const note = (portal: Portal, window: Window) => {
    windows.push(window);
    starts.push({
      services: portal.services,
      seconds: round(portal.replicas[0].startSeconds, 1),
    });
    process.stdout.write(`${JSON.stringify(window)}\n`);
  };
  for (const share of [0.1, 0.3, 1]) {
    const portal = await startPortal(Math.round(largest * share), 1);
    note(portal, await observe(portal, 0));
    if (share === 1) {
      for (const viewers of [0.1, 0.3, 1]) {
        note(portal, await observe(portal, Math.round(mostViewers * viewers)));
      }
    }
    await stopPortal(portal);
  }
  const pair = await startPortal(largest, 2);
  note(pair, await observe(pair, mostViewers));
  await stopPortal(pair);
  writeResults(__dirname, {
    title: `${clusterCount} clusters, up to ${largest} services and ${mostViewers} viewers`,
    date: new Date().toISOString(),
    peer: 'itself with fewer',
    conditions: `The real catalog and health backends in one process, the pretended clusters in another, the viewers in a third; ${podsPerService} pods and an autoscaler for each service, ${churnPerSecond} changes of pods a second.`,
    measures: windows.flatMap(measuresOf),
    detail: { windows, starts },
  });
}

function measuresOf(window: Window): Measure[] {
  const { services, viewers, replicas, change } = window;
  const where = `${services} services, ${viewers} viewers${
    replicas > 1 ? `, ${replicas} replicas` : ''
  }`;
  return [
    {
      measure: `${where}: calls of the Kubernetes API`,
      unit: 'a minute',
      here: window.callsPerMinute,
    },
    {
      measure: `${where}: CPU of a replica`,
      unit: 'cores',
      here: window.cpuCores,
    },
    { measure: `${where}: heap of a replica`, unit: 'MB', here: window.heapMB },
    {
      measure: `${where}: any of them, asked at any moment, 99 of 100`,
      unit: 'ms',
      here: window.random.p99Ms,
      target: 'under 50 ms',
      holds: window.random.p99Ms < 50,
    },
    ...(change
      ? [
          {
            measure: `${where}: from a change to the answer, 95 of 100 (${change.samples} of ${releases} seen)`,
            unit: 'ms',
            here: change.p95Ms,
            target: 'at most 1,000 ms',
            holds: change.samples === releases && change.p95Ms <= 1_000,
          },
        ]
      : []),
  ];
}

void main().then(() => process.exit(0));
