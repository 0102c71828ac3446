import { KubernetesDouble, startKubernetesDouble } from '@paved-path/sandbox';
import { Portal, startHere, startToday } from './portals';
import { Times, toTimes } from '../Times';

const changes = 30;
// The default of the Kubernetes plugin's own page.
const pollMs = 10_000;
const labels = { app: 'visits', 'backstage.io/kubernetes-id': 'visits' };

function release(cluster: KubernetesDouble, version: string): void {
  cluster.apply({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'visits', namespace: 'visits', labels },
    spec: {
      replicas: 3,
      selector: { matchLabels: { app: 'visits' } },
      template: {
        metadata: { labels },
        spec: {
          containers: [
            { name: 'main', image: `ghcr.io/acme/visits:${version}` },
          ],
        },
      },
    },
  });
}

function pause(milliseconds: number): Promise<void> {
  return new Promise(resolve => {
    setTimeout(resolve, milliseconds);
  });
}

/** A page that is open: notes when it first showed each version. */
function open(
  next: (etag: string | undefined) => ReturnType<Portal['refresh']>,
  everyMs: number,
) {
  const seen = new Map<string, number>();
  let stopped = false;
  const run = async () => {
    let etag: string | undefined;
    while (!stopped) {
      const started = Date.now();
      const answer = await next(etag);
      etag = answer.etag ?? etag;
      const now = performance.now();
      for (const [version] of answer.body.matchAll(/9\.\d+\.0/g)) {
        if (!seen.has(version)) {
          seen.set(version, now);
        }
      }
      await pause(Math.max(0, everyMs - (Date.now() - started)));
    }
  };
  const running = run();
  return {
    seen,
    stop: async () => {
      stopped = true;
      await running;
    },
  };
}

function timesOf(made: Map<string, number>, seen: Map<string, number>): Times {
  return toTimes(
    [...made].flatMap(([version, at]) => {
      const shown = seen.get(version);
      return shown === undefined ? [] : [shown - at];
    }),
  );
}

/** From a change in the cluster to the answer that a page gets, both pages open at once. */
export async function measureFreshness(): Promise<{
  today: Times;
  here: Times;
}> {
  const cluster = await startKubernetesDouble({ controllers: false });
  release(cluster, '1.0.0');
  const where = [{ name: 'one', url: cluster.url, token: cluster.token }];
  const [today, here] = [await startToday(where), await startHere(where)];
  const pages = {
    today: open(() => today.refresh(), pollMs),
    here: open(etag => here.refresh({ etag, wait: 25 }), 0),
  };
  await pause(pollMs);
  const made = new Map<string, number>();
  for (let index = 0; index < changes; index += 1) {
    const version = `9.${index}.0`;
    made.set(version, performance.now());
    release(cluster, version);
    // Each version stays long enough that a poll cannot pass it over.
    await pause(pollMs + Math.random() * 2_000);
  }
  release(cluster, '1.0.1');
  await Promise.all([pages.today.stop(), pages.here.stop()]);
  const result = {
    today: timesOf(made, pages.today.seen),
    here: timesOf(made, pages.here.seen),
  };
  await Promise.all([today.stop(), here.stop()]);
  await cluster.close();
  return result;
}
