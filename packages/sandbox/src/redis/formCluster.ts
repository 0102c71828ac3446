import { setTimeout as sleep } from 'node:timers/promises';
import { withRedis } from './withRedis';

const slots = 16384;

/** A busy machine gets the time to answer. */
const timeoutMs = 10_000;

/**
 * Make a Redis Cluster of the servers on these ports: the first half become
 * primaries, the others one replica each.
 *
 * Each step looks at what is there already, so that a cluster that was made
 * before is only waited for, and one that was half made is finished.
 *
 * @throws Error when the nodes do not agree within 30 s
 */
export async function formCluster(ports: number[]): Promise<void> {
  const deadline = Date.now() + 30_000;
  const primaries = ports.slice(0, Math.ceil(ports.length / 2));
  const replicas = ports.slice(primaries.length);
  await until(deadline, async () => {
    const infos = await Promise.all(ports.map(clusterInfo));
    if (infos.every(info => count(info, 'known_nodes') === ports.length)) {
      return true;
    }
    // Before they met, each node tells of its own slots only.
    if (infos.every(info => count(info, 'known_nodes') <= 1)) {
      await assignSlots(primaries);
    }
    // The others hear of each other from the first.
    const [first] = infos;
    if (first && count(first, 'known_nodes') < ports.length) {
      await meet(ports);
    }
    return false;
  });
  await until(deadline, async () => {
    await Promise.all(
      replicas.map((port, index) =>
        replicate(port, primaries[index % primaries.length] ?? port),
      ),
    );
    // Roles travel by gossip: wait until each node knows them all.
    const infos = await Promise.all(ports.map(clusterInfo));
    const known = await Promise.all(ports.map(knownReplicas));
    return (
      infos.every(info => info.get('cluster_state') === 'ok') &&
      known.every(found => found === replicas.length)
    );
  });
}

async function assignSlots(primaries: number[]): Promise<void> {
  await Promise.all(
    primaries.map(async (port, index) => {
      const info = await clusterInfo(port);
      if (count(info, 'slots_assigned') > 0) {
        return;
      }
      const start = Math.floor((index * slots) / primaries.length);
      const end = Math.floor(((index + 1) * slots) / primaries.length) - 1;
      await withRedis({ port, timeoutMs }, async redis => {
        if (count(info, 'my_epoch') === 0) {
          await redis.call('CLUSTER', 'SET-CONFIG-EPOCH', String(index + 1));
        }
        await redis.call(
          'CLUSTER',
          'ADDSLOTSRANGE',
          String(start),
          String(end),
        );
      });
    }),
  );
}

async function meet([first = 0, ...others]: number[]): Promise<void> {
  await withRedis({ port: first, timeoutMs }, async redis => {
    for (const port of others) {
      await redis.call('CLUSTER', 'MEET', '127.0.0.1', String(port));
    }
  });
}

/** A node that took over from its primary is left as it is: it holds slots. */
async function replicate(port: number, primary: number): Promise<void> {
  const own = (await clusterNodes(port)).find(line => line.includes('myself'));
  const [, , flags = '', , , , , , ...ownSlots] = own?.split(' ') ?? [];
  if (flags.includes('master') && ownSlots.length === 0) {
    const id = await withRedis({ port: primary, timeoutMs }, redis =>
      redis.call('CLUSTER', 'MYID'),
    );
    await withRedis({ port, timeoutMs }, redis =>
      redis.call('CLUSTER', 'REPLICATE', String(id)),
    );
  }
}

async function knownReplicas(port: number): Promise<number> {
  const nodes = await clusterNodes(port);
  return nodes.filter(line => /[ ,]slave /.test(line)).length;
}

async function clusterNodes(port: number): Promise<string[]> {
  const nodes = await withRedis({ port, timeoutMs }, redis =>
    redis.call('CLUSTER', 'NODES'),
  );
  return String(nodes).trim().split('\n');
}

function count(info: Map<string, string>, name: string): number {
  return Number(info.get(`cluster_${name}`) ?? 0);
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
  let cause: unknown;
  const failed = (error: unknown) => {
    cause = error;
    return false;
  };
  while (!(await holds().catch(failed))) {
    if (Date.now() > deadline) {
      throw new Error('Cannot form the Redis Cluster: its nodes do not agree', {
        cause,
      });
    }
    await sleep(100);
  }
}
