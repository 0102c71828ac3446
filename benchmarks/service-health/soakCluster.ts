import { KubernetesDouble, startKubernetesDouble } from '@paved-path/sandbox';

/**
 * The pretended cluster of the soak, in a process of its own so that its memory
 * is not mixed with the plugin's: changes all the time, and breaks now and then.
 */
const services = 40;
const changeMs = 1_500;
const faultMs = 20_000;

interface Running {
  cluster: KubernetesDouble;
  round: number;
  changes: number;
  faults: Record<string, number>;
  /** Ends the fault that is on. */
  mend: () => Promise<void>;
  busy: boolean;
}

function apply(cluster: KubernetesDouble, index: number, round: number): void {
  const name = `service-${index}`;
  const labels = { app: name, 'backstage.io/kubernetes-id': name };
  cluster.apply({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: 'soak', labels },
    spec: {
      replicas: 1 + (round % 4),
      selector: { matchLabels: { app: name } },
      template: {
        metadata: { labels },
        spec: {
          containers: [
            {
              name: 'main',
              image: `ghcr.io/acme/${name}:1.${Math.floor(round / 7)}.0`,
              resources: { requests: { cpu: '10m', memory: '16Mi' } },
            },
          ],
        },
      },
    },
  });
}

/** Another service is scaled, rolled out, loses a pod, goes away or comes back. */
function change(running: Running): void {
  const { cluster } = running;
  running.round += 1;
  running.changes += 1;
  const index = running.round % services;
  const reference = { name: `service-${index}`, namespace: 'soak' };
  const [pod] = cluster
    .list('Pod', 'soak')
    .filter(one => one.metadata.labels?.app === reference.name);
  if (running.round % 11 === 0) {
    cluster.remove({ kind: 'Deployment', ...reference });
  } else if (running.round % 3 === 0 && pod) {
    cluster.remove({ ...reference, kind: 'Pod', name: pod.metadata.name });
  } else {
    apply(cluster, index, running.round);
  }
}

const kinds: [string, (faults: KubernetesDouble['faults']) => unknown][] = [
  ['watches cut', faults => faults.cutWatches()],
  ['watches reset', faults => faults.cutWatches({ reset: true })],
  ['history compacted, watches reset', faults => expire(faults)],
  ['410 as event', faults => refuse(faults, 'event')],
  ['410 as status', faults => refuse(faults, 'status')],
  ['events twice', faults => faults.duplicateEvents(2)],
  ['events out of order', faults => faults.reorderEvents({ sameObject: true })],
  ['events late', faults => faults.delayEvents(2_000)],
  ['429', faults => fail(faults, 429)],
  ['500', faults => fail(faults, 500)],
  ['hanging server', faults => hang(faults)],
  ['silent watches', faults => faults.silenceWatches()],
  ['server away', faults => faults.goDown()],
];

/** Faults that no API server has, of the kind that a bad proxy might. */
const unordered = new Set([
  'silent watches',
  'events late',
  'events out of order',
]);

function expire(faults: KubernetesDouble['faults']): void {
  faults.compact();
  faults.cutWatches({ reset: true });
}

function refuse(
  faults: KubernetesDouble['faults'],
  as: 'event' | 'status',
): () => void {
  const stop = faults.expireWatches({ as, times: 12 });
  faults.cutWatches();
  return stop;
}

function fail(faults: KubernetesDouble['faults'], code: number): () => void {
  const stop = faults.fail(code, { times: 10, retryAfterSeconds: 1 });
  faults.cutWatches();
  return stop;
}

function hang(faults: KubernetesDouble['faults']): () => void {
  const release = faults.hang();
  faults.cutWatches({ reset: true });
  return release;
}

async function breakSomething(running: Running): Promise<void> {
  const { faults } = running.cluster;
  await running.mend();
  const turn = Object.values(running.faults).reduce((sum, one) => sum + one, 0);
  const [name, make] = kinds[turn % kinds.length];
  running.faults[name] = (running.faults[name] ?? 0) + 1;
  await make(faults);
  running.mend = async () => {
    await faults.clear();
    // An API server keeps the order of a stream and loses nothing in its
    // middle: after a fault that did, there is a list.
    if (unordered.has(name)) {
      expire(faults);
    }
    running.mend = async () => {};
  };
}

/** One step after the other; a fault that cannot be made is told, not hidden. */
async function main(): Promise<void> {
  const cluster = await startKubernetesDouble({
    readyAfterMs: 500,
    managedFields: true,
    historyLimit: 2_000,
    bookmarkIntervalMs: 10_000,
  });
  const running: Running = {
    cluster,
    round: 0,
    changes: 0,
    faults: {},
    mend: async () => {},
    busy: true,
  };
  for (let index = 0; index < services; index += 1) {
    apply(cluster, index, index);
  }
  setInterval(() => {
    if (running.busy) {
      change(running);
    }
  }, changeMs);
  setInterval(() => {
    cluster.requests.reset();
    if (running.busy) {
      void breakSomething(running);
    }
  }, faultMs);
  process.on('message', (message: string) => {
    running.busy = message === 'go';
    const settled = running.busy ? Promise.resolve() : running.mend();
    void settled.then(() =>
      process.send?.({ changes: running.changes, faults: running.faults }),
    );
  });
  process.on('disconnect', () => process.exit(0));
  process.send?.({ url: cluster.url, token: cluster.token });
}

void main();
