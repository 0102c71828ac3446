import { freePorts } from './free-port';
import { RedisProcess } from './redis-process';
import type { TlsFiles } from './tls-files';
import { until } from './until';

/** A real Redis Cluster: three primaries, each with a replica. */
export class RedisCluster {
  readonly nodes: readonly RedisProcess[];

  private constructor(nodes: readonly RedisProcess[]) {
    this.nodes = nodes;
  }

  /** With TLS its nodes send clients to each other by name, as the chart's do. */
  static async start(program: string, { tls }: { tls?: TlsFiles } = {}): Promise<RedisCluster> {
    const ports = await freePorts(6);
    const args = [
      'cluster-enabled yes',
      'cluster-node-timeout 1000',
      'cluster-require-full-coverage no',
      ...(tls
        ? ['tls-cluster yes', 'cluster-announce-hostname localhost', 'cluster-preferred-endpoint-type hostname']
        : []),
    ];
    const nodes = await Promise.all(ports.map(port => RedisProcess.start({ program, port, args, tls })));
    const cluster = new RedisCluster(nodes);
    await cluster.#form();
    return cluster;
  }

  get ports(): readonly number[] {
    return this.nodes.map(node => node.port);
  }

  async remove(): Promise<void> {
    await Promise.all(this.nodes.map(node => node.remove()));
  }

  async #form(): Promise<void> {
    const [first, ...others] = this.nodes;
    if (!first) return;
    for (const node of others) await first.ask('CLUSTER', 'MEET', '127.0.0.1', String(node.port));
    await until('all nodes know each other', async () => {
      const views = await Promise.all(this.nodes.map(node => node.ask('CLUSTER', 'INFO')));
      return views.every(view => String(view).includes('cluster_known_nodes:6'));
    });
    const ranges = [[0, 5460], [5461, 10922], [10923, 16383]] as const;
    for (const [index, [from, to]] of ranges.entries()) {
      const primary = this.nodes[index];
      const replica = this.nodes[index + 3];
      await primary?.ask('CLUSTER', 'ADDSLOTSRANGE', String(from), String(to));
      const id = String(await primary?.ask('CLUSTER', 'MYID'));
      await until('the replica knows its primary', async () => {
        return (await replica?.ask('CLUSTER', 'REPLICATE', id)) === 'OK';
      });
    }
    await until('the cluster is whole and replicated', async () => {
      const views = await Promise.all(this.nodes.map(node => node.ask('CLUSTER', 'INFO')));
      const links = await Promise.all(this.nodes.slice(3).map(node => node.ask('INFO', 'replication')));
      return (
        views.every(view => String(view).includes('cluster_state:ok')) &&
        links.every(link => String(link).includes('master_link_status:up'))
      );
    });
  }
}
