import { readFileSync } from 'fs';
import { createServer } from 'net';
import { join } from 'path';
import { KubernetesDouble, startKubernetesDouble } from '@paved-path/sandbox';
import { z } from 'zod';
import { writeResults } from '../Results';
import { measureDetection } from './detection';
import { measureFreshness } from './freshness';
import { measureMemory } from './memory';
import { figuresSchema, report } from './report';
import { Cluster, Portal, startHere, startToday } from './portals';
import { measureScreen } from './screen';

const pods = 50;
const viewerMinutes = 6;
// The first look at metrics-server comes 10 s after the start, the next after 70.
const warmMs = 20_000;
const labels = { app: 'visits', 'backstage.io/kubernetes-id': 'visits' };

async function startCluster(name: string): Promise<KubernetesDouble & Cluster> {
  const double = await startKubernetesDouble({
    readyAfterMs: 1,
    managedFields: true,
  });
  double.apply({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'visits', namespace: 'visits', labels },
    spec: {
      replicas: pods,
      selector: { matchLabels: { app: 'visits' } },
      template: {
        metadata: { labels },
        spec: {
          containers: [{ name: 'main', image: 'ghcr.io/acme/visits:1.0.0' }],
        },
      },
    },
  });
  await double.waitFor(
    () =>
      double.list('Pod').filter(one => one.status?.phase === 'Running')
        .length === pods,
    {
      timeoutMs: 60_000,
    },
  );
  return Object.assign(double, { name });
}

function settle(milliseconds: number): Promise<void> {
  return new Promise(resolve => {
    setTimeout(resolve, milliseconds);
  });
}

/**
 * Calls that one refresh costs, once everything is warm. The heartbeat of 3 a
 * minute and cluster goes on without any viewer: the figure per minute holds it.
 */
async function callsPerRefresh(
  portal: Portal,
  clusters: KubernetesDouble[],
): Promise<number> {
  await portal.refresh();
  await settle(warmMs);
  const calls = () =>
    clusters
      .flatMap(one => one.requests.all())
      .filter(({ url }) => url !== '/version').length;
  const before = calls();
  for (let round = 0; round < 3; round += 1) {
    await portal.refresh();
  }
  return (calls() - before) / 3;
}

function count(clusters: KubernetesDouble[]): number {
  return clusters.reduce((sum, one) => sum + one.requests.count(), 0);
}

/** After the start: both have had the same time to get to know the clusters. */
async function timed(portal: Portal, timeoutMs: number): Promise<string> {
  await settle(10_000);
  const started = performance.now();
  try {
    const { status } = await portal.refresh({ timeoutMs });
    return `${((performance.now() - started) / 1000).toFixed(
      1,
    )} s, status ${status}`;
  } catch {
    return `no answer in ${timeoutMs / 1000} s`;
  }
}

async function both<T>(
  clusters: Cluster[],
  measure: (portal: Portal) => Promise<T>,
): Promise<{ today: T; here: T }> {
  const results: T[] = [];
  for (const start of [startToday, startHere]) {
    const portal = await start(clusters);
    results.push(await measure(portal));
    await portal.stop();
  }
  return { today: results[0], here: results[1] };
}

let started: Promise<(KubernetesDouble & Cluster)[]> | undefined;

/** Twenty pretended clusters, started when the first figure needs them. */
function startClusters(): Promise<(KubernetesDouble & Cluster)[]> {
  const names = Array.from({ length: 20 }, (_, index) => `cluster-${index}`);
  started ??= Promise.all(names.map(startCluster));
  return started;
}

/** A cluster that takes connections and never answers. */
async function startSilence(): Promise<Cluster> {
  const silent = createServer(() => {});
  await new Promise<void>(resolve => {
    silent.listen(0, '127.0.0.1', resolve);
  });
  const address = silent.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return { name: 'hung', url: `http://127.0.0.1:${port}`, token: 'any' };
}

const figures = {
  async callsOneCluster() {
    const one = (await startClusters()).slice(0, 1);
    return await both(one, portal => callsPerRefresh(portal, one));
  },
  async callsTwentyClusters() {
    const all = await startClusters();
    return await both(all, portal => callsPerRefresh(portal, all));
  },
  async viewers100PerMinute() {
    return { here: await viewers(await startClusters()) };
  },
  changeToAnswer: measureFreshness,
  changeToScreen: measureScreen,
  async body50Pods() {
    const one = (await startClusters()).slice(0, 1);
    return await both(one, async portal => {
      await settle(warmMs);
      const first = await portal.refresh();
      const second = await portal.refresh({ etag: first.etag });
      return { bytes: first.body.length, unchanged: second.status };
    });
  },
  async oneOfTwentyHangs() {
    const some = (await startClusters()).slice(1);
    return await both([...some, await startSilence()], portal =>
      timed(portal, 20_000),
    );
  },
  async oneWithoutCredential() {
    const [one] = await startClusters();
    return await both([one, { name: 'locked', url: one.url }], portal =>
      timed(portal, 20_000),
    );
  },
  memory: async () => measureMemory(),
  detection: async () => measureDetection(),
};

/** All figures, or the ones that are named; the others stay as they were. */
async function main(names: string[]): Promise<void> {
  const file = join(__dirname, 'results.json');
  const { detail, measuredAt } = readResults(file);
  for (const [name, measure] of Object.entries(figures)) {
    if (names.length === 0 || names.includes(name)) {
      detail[name] = await measure();
      measuredAt[name] = new Date().toISOString();
    }
  }
  writeResults(__dirname, report(figuresSchema.parse(detail), measuredAt));
  process.exit(0);
}

function readResults(file: string) {
  const { detail } = z
    .object({ detail: z.record(z.string(), z.unknown()) })
    .parse(JSON.parse(readFileSync(file, 'utf8')));
  const { measuredAt, ...figuresBefore } = detail;
  return {
    detail: figuresBefore,
    measuredAt: z.record(z.string(), z.string()).default({}).parse(measuredAt),
  };
}

/**
 * Calls a minute with 100 viewers who ask as often as they like, over six
 * minutes: each watch is opened again once in four to five.
 */
async function viewers(
  doubles: (KubernetesDouble & Cluster)[],
): Promise<number> {
  const portal = await startHere(doubles);
  await portal.refresh();
  await settle(3_000);
  const before = count(doubles);
  const end = Date.now() + viewerMinutes * 60_000;
  while (Date.now() < end) {
    await Promise.all(Array.from({ length: 100 }, () => portal.refresh()));
    await settle(10_000);
  }
  const calls = count(doubles) - before;
  await portal.stop();
  return Math.round(calls / viewerMinutes);
}

void main(process.argv.slice(2));
