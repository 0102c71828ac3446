import { writeFileSync } from 'fs';
import { createServer } from 'net';
import { join } from 'path';
import { KubernetesDouble, startKubernetesDouble } from '@paved-path/sandbox';
import { measureDetection } from './detection';
import { measureMemory } from './memory';
import { Cluster, Portal, startHere, startToday } from './portals';

const pods = 50;
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
  await settle(3_000);
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

async function main(): Promise<void> {
  const doubles: (KubernetesDouble & Cluster)[] = [];
  for (let index = 0; index < 20; index += 1) {
    doubles.push(await startCluster(`cluster-${index}`));
  }
  const silent = createServer(() => {});
  await new Promise<void>(resolve => {
    silent.listen(0, '127.0.0.1', resolve);
  });
  const address = silent.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const hung = { name: 'hung', url: `http://127.0.0.1:${port}`, token: 'any' };
  const one = doubles.slice(0, 1);
  const results = {
    callsOneCluster: await both(one, portal => callsPerRefresh(portal, one)),
    callsTwentyClusters: await both(doubles, portal =>
      callsPerRefresh(portal, doubles),
    ),
    viewers100PerMinute: {
      today: 'calls per refresh x 6 a minute x 100',
      here: await viewers(doubles),
    },
    body50Pods: await both(one, async portal => {
      await settle(2_000);
      const first = await portal.refresh();
      const second = await portal.refresh({ etag: first.etag });
      return { bytes: first.body.length, unchanged: second.status };
    }),
    oneOfTwentyHangs: await both([...doubles.slice(1), hung], portal =>
      timed(portal, 20_000),
    ),
    oneWithoutCredential: await both(
      [...one, { name: 'locked', url: one[0].url }],
      portal => timed(portal, 20_000),
    ),
    memory: measureMemory(),
    detection: measureDetection(),
  };
  silent.close();
  await Promise.all(doubles.map(double => double.close()));
  const text = `${JSON.stringify(results, undefined, 2)}\n`;
  writeFileSync(join(__dirname, 'results.json'), text);
  process.stdout.write(text);
  process.exit(0);
}

/** A minute of 100 viewers who ask as often as they like. */
async function viewers(
  doubles: (KubernetesDouble & Cluster)[],
): Promise<number> {
  const portal = await startHere(doubles);
  await portal.refresh();
  await settle(3_000);
  const before = count(doubles);
  const end = Date.now() + 60_000;
  while (Date.now() < end) {
    await Promise.all(Array.from({ length: 100 }, () => portal.refresh()));
    await settle(10_000);
  }
  const calls = count(doubles) - before;
  await portal.stop();
  return calls;
}

void main();
