import { setTimeout as sleep } from 'node:timers/promises';
import { withRedis } from './withRedis';

const slots = 16384;

/** What changes a node is sent once: a busy machine gets the time to answer. */
const timeoutMs = 10_000;

/**
 * Make a Redis Cluster of the servers on these ports: the first half become
 * primaries, the others one replica each. A cluster that was made before is
 * left as it is, and only waited for.
 */
export async function formCluster(ports: number[]): Promise<void> {
  const [first = 0, ...others] = ports;
  const primaries = ports.slice(0, Math.ceil(ports.length / 2));
  const deadline = Date.now() + 30_000;
  if ((await knownNodes(first)) <= 1) {
    await Promise.all(
      primaries.map((port, index) => {
        const start = Math.floor((index * slots) / primaries.length);
        const end = Math.floor(((index + 1) * slots) / primaries.length) - 1;
        return withRedis({ port, timeoutMs }, async redis => {
          await redis.call('CLUSTER', 'SET-CONFIG-EPOCH', String(index + 1));
          await redis.call(
            'CLUSTER',
            'ADDSLOTSRANGE',
            String(start),
            String(end),
          );
        });
      }),
    );
    for (const port of others) {
      await withRedis({ port: first, timeoutMs }, redis =>
        redis.call('CLUSTER', 'MEET', '127.0.0.1', String(port)),
      );
    }
    await until(deadline, async () => {
      const counts = await Promise.all(ports.map(knownNodes));
      return counts.every(count => count === ports.length);
    });
    await Promise.all(
      ports.slice(primaries.length).map(async (port, index) => {
        const primary = primaries[index % primaries.length] ?? first;
        const id = await withRedis({ port: primary }, redis =>
          redis.call('CLUSTER', 'MYID'),
        );
        await retryUntil(deadline, () =>
          withRedis({ port }, redis =>
            redis.call('CLUSTER', 'REPLICATE', String(id)),
          ),
        );
      }),
    );
  }
  await until(deadline, async () => {
    const states = await Promise.all(ports.map(clusterInfo));
    return states.every(info => info.get('cluster_state') === 'ok');
  });
  // Roles travel by gossip: wait until each node knows them all.
  const replicas = ports.length - primaries.length;
  await until(deadline, async () => {
    const counts = await Promise.all(ports.map(knownReplicas));
    return counts.every(count => count === replicas);
  });
}

async function knownReplicas(port: number): Promise<number> {
  const nodes = await withRedis({ port }, redis =>
    redis.call('CLUSTER', 'NODES'),
  );
  return String(nodes).match(/[ ,]slave /g)?.length ?? 0;
}

async function knownNodes(port: number): Promise<number> {
  const info = await clusterInfo(port);
  return Number(info.get('cluster_known_nodes') ?? 0);
}

async function clusterInfo(port: number): Promise<Map<string, string>> {
  const text = await withRedis({ port, timeoutMs }, redis =>
    redis.call('CLUSTER', 'INFO'),
  );
  return new Map(
    String(text)
      .split(/\r?\n/)
      .map((line): [string, string] => {
        const [key = '', value = ''] = line.split(':');
        return [key, value];
      }),
  );
}

async function until(
  deadline: number,
  holds: () => Promise<boolean>,
): Promise<void> {
  while (!(await holds().catch(() => false))) {
    if (Date.now() > deadline) {
      throw new Error('Cannot form the Redis Cluster: its nodes do not agree');
    }
    await sleep(100);
  }
}

async function retryUntil(
  deadline: number,
  attempt: () => Promise<unknown>,
): Promise<void> {
  await until(deadline, () => attempt().then(() => true));
}
