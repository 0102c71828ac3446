import { spawnSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Chart } from './Chart';
import { freePort } from './freePort';
import { RedisPod } from './RedisPod';
import { redisEnvironment } from './startRedisPod';

const APP = ['visit-tracker', 'app-password'] as const;
const OPERATOR = ['operator', 'operator-password'] as const;

const COUNTERS = Array.from({ length: 16 }, (_, shard) => `visits:{${shard}}`);

/** Who knows whom in the cluster, and how whole it is. */
type ClusterState = Readonly<Record<'state' | 'slots' | 'nodes', string>>;

/**
 * The pods of the chart's Redis Cluster on this machine: each has an address of the loopback network, and their names
 * are looked up in a file, as in a cluster's DNS. `kubectl` is a double that runs in them what it is asked to.
 */
export class RedisPods {
  readonly #chart: Chart;
  readonly #folder: string;
  readonly #port: number;
  #pods: RedisPod[] = [];
  #network = 1;

  private constructor(chart: Chart, folder: string, port: number) {
    this.#chart = chart;
    this.#folder = folder;
    this.#port = port;
  }

  static async create(chart: Chart): Promise<RedisPods> {
    const folder = await mkdtemp(join(tmpdir(), 'redis-pods-'));
    // The bus listens 10,000 above, and both must be below the ports that the system hands out
    const pods = new RedisPods(chart, folder, await freePort([18000, 22000]));
    await mkdir(join(folder, 'bin'));
    await pods.#install(
      'getent',
      `awk -v name="$2" '$1 == name { print $2 }' ${folder}/hosts`,
    );
    await pods.#install('kubectl', kubectl(folder));
    return pods;
  }

  /** Lets so many primaries with a replica each be wanted, as an upgrade of the release does. */
  async scale(primaries: number): Promise<void> {
    const wanted = primaries * 2;
    const environment = redisEnvironment(this.#chart, {
      mode: 'cluster',
      cluster: { primaries, nodeTimeoutMilliseconds: 2000 },
    });
    await writeFile(join(this.#folder, 'replicas'), String(wanted));
    await writeFile(join(this.#folder, 'primaries'), String(primaries));
    await Promise.all(this.#pods.splice(wanted).map(pod => pod.remove()));
    for (const ordinal of Array.from({ length: wanted }, (_, i) => i)) {
      this.#pods[ordinal] ??= await RedisPod.create({
        scripts: join(this.#chart.folder, 'ops/charts/files/redis'),
        port: this.#port,
        passwords: {
          'redis-password': APP[1],
          'operator-password': OPERATOR[1],
        },
        environment: { ...environment, POD_IP: this.#address(ordinal) },
      });
      this.#pods[ordinal].tell({
        ...environment,
        PATH: `${this.#folder}/bin:${process.env.PATH}`,
        POD_NAME: `visit-tracker-redis-${ordinal}`,
        POD_NAMESPACE: 'default',
        NODE_NAME: `node${ordinal % 3}`,
      });
    }
    await this.restart();
  }

  /** Ends every pod without notice and starts all again, at other addresses where that is asked for. */
  async restart(options: { elsewhere?: boolean } = {}): Promise<void> {
    await Promise.all(this.#pods.map(pod => pod.kill()));
    if (options.elsewhere) this.#network += 1;
    const hosts = this.#pods.map((pod, ordinal) => {
      const name = `visit-tracker-redis-${ordinal}`;
      pod.tell({ POD_IP: this.#address(ordinal) });
      return `${name}.visit-tracker-redis-headless.default.svc ${this.#address(
        ordinal,
      )}`;
    });
    await writeFile(join(this.#folder, 'hosts'), `${hosts.join('\n')}\n`);
    for (const [ordinal, pod] of this.#pods.entries()) {
      const exports = Object.entries(pod.environment).map(
        ([name, value]) => `export ${name}='${value}'`,
      );
      await writeFile(
        join(this.#folder, `pod-${ordinal}`),
        [`pod=${pod.folder}`, `port=${pod.port}`, ...exports, ''].join('\n'),
      );
    }
    await Promise.all(this.#pods.map(pod => pod.start()));
    for (const pod of this.#pods) pod.keep();
  }

  /**
   * Waits until every node says that the cluster is whole, and every primary has one replica with its data: twice in
   * a row, since replicas that move are well for a moment in between.
   *
   * @param options.empty - how many primaries wait for slots, and need none yet
   */
  async settled({ empty = 0 }: { empty?: number } = {}): Promise<void> {
    let looks = 0;
    for (let attempt = 0; attempt < 180; attempt += 1) {
      looks = this.#isSettled(empty) ? looks + 1 : 0;
      if (looks === 2) return;
      await new Promise(resolve => setTimeout(resolve, 1000));
    }
    throw new Error(
      `The cluster did not settle: ${JSON.stringify({
        nodes: this.#pods.map(stateOf),
        replicas: this.replicas(),
      })}`,
    );
  }

  #isSettled(empty: number): boolean {
    const wanted = JSON.stringify({
      state: 'ok',
      slots: '16384',
      nodes: String(this.#pods.length),
    });
    const alone = this.#pods
      .map(pod => pod.cli(OPERATOR, 'INFO', 'replication'))
      .filter(info => !/link_status:up|connected_slaves:[1-9]/.test(info));
    return (
      this.#pods.every(pod => JSON.stringify(stateOf(pod)) === wanted) &&
      alone.length === empty &&
      (empty > 0 || this.replicas().every(count => count === 1))
    );
  }

  /** Takes a primary's replica away and gives it to another primary, as a scaling that was interrupted may. */
  orphan(): void {
    const ids = new Map(
      this.#pods.map(pod => [pod.cli(OPERATOR, 'CLUSTER', 'MYID'), pod]),
    );
    const [[from], [to]] = [...ids].filter(([, pod]) => isPrimary(pod));
    const replica = this.#pods.find(pod =>
      pod.cli(OPERATOR, 'CLUSTER', 'NODES').includes(`myself,slave ${from}`),
    );
    replica?.cli(OPERATOR, 'CLUSTER', 'REPLICATE', to);
    if (!replica) throw new Error(`The primary ${from} has no replica`);
  }

  /** How many replicas each primary has. */
  replicas(): number[] {
    return this.#pods
      .filter(isPrimary)
      .map(pod => pod.cli(OPERATOR, 'INFO', 'replication'))
      .map(info => Number(/connected_slaves:(\d+)/.exec(info)?.[1]));
  }

  /** Counts one visit in every counter. */
  count(): void {
    for (const counter of COUNTERS) this.#ask('INCR', counter);
  }

  /** The sum of all counters. */
  total(): number {
    return COUNTERS.map(counter => Number(this.#ask('GET', counter))).reduce(
      (sum, value) => sum + value,
      0,
    );
  }

  /** Which pods hold slots, and how many. */
  slots(): Record<string, number> {
    const [, ...lines] = this.run('status').output.trim().split('\n');
    return Object.fromEntries(
      lines.map(line => line.split(/ +/)).map(([pod, n]) => [pod, Number(n)]),
    );
  }

  /** What `redis-scale.sh` answers. */
  run(...args: string[]): { code: number | null; output: string } {
    const { status, stdout, stderr } = spawnSync(
      'bash',
      ['ops/scripts/redis-scale.sh', 'default', ...args],
      {
        cwd: this.#chart.folder,
        encoding: 'utf8',
        env: { PATH: `${this.#folder}/bin:${process.env.PATH}` },
      },
    );
    return { code: status, output: stdout + stderr };
  }

  async remove(): Promise<void> {
    await Promise.all(this.#pods.map(pod => pod.remove()));
    await rm(this.#folder, { recursive: true, force: true });
  }

  #address(ordinal: number): string {
    return `127.77.${this.#network}.${ordinal + 1}`;
  }

  #ask(...command: string[]): string {
    return this.#pods[0].cli(APP, '-c', ...command);
  }

  async #install(name: string, script: string): Promise<void> {
    const file = join(this.#folder, 'bin', name);
    await writeFile(file, `#!/bin/sh\n${script}\n`);
    await chmod(file, 0o755);
  }
}

function isPrimary(pod: RedisPod): boolean {
  return pod.cli(OPERATOR, 'ROLE').startsWith('master');
}

function stateOf(pod: RedisPod): ClusterState {
  const info = pod.cli(OPERATOR, 'CLUSTER', 'INFO');
  const field = (name: string) =>
    new RegExp(`^cluster_${name}:(\\w+)`, 'm').exec(info)?.[1] ?? '';
  return {
    state: field('state'),
    slots: field('slots_ok'),
    nodes: field('known_nodes'),
  };
}

/** `exec POD -c CONTAINER -- sh -s` and `-- sh FILE` run beside the pod's folders; `get` knows the StatefulSet's size. */
function kubectl(folder: string): string {
  return `shift 2
case "$1 $*" in
get*spec.replicas*) exec cat ${folder}/replicas ;;
get*) exec cat ${folder}/primaries ;;
esac
for word; do case $word in *-redis-*) . ${folder}/pod-\${word##*-} ;; esac; done
while [ "$1" != -- ]; do shift; done
if [ "$3" = -s ]; then
  sed "s#/scripts/#$pod/scripts/#g; s#6379#$port#g" | sh -s
else
  sh "$pod$3"
fi`;
}
