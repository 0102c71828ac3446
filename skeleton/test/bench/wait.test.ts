import { Agent, request } from 'node:http';

import { AppProcess } from '../support/app-process';
import { RedisCluster } from '../support/redis-cluster';
import { APP_USER } from '../support/redis-process';
import { until } from '../support/until';
import { describeWithRedis } from '../support/with-redis';

const CLIENTS = 8;
const PAIRS = 12;
const SLICE_MS = 5_000;

type Slice = Readonly<{ rate: number; p50: number; p95: number; p99: number; failed: number }>;

describeWithRedis('what WAIT costs a visit, on six nodes of one machine', program => {
  it('is measured in pairs of slices, in turn', async () => {
    const cluster = await RedisCluster.start(program);
    const apps: AppProcess[] = [];
    try {
      for (const replicas of [0, 1]) {
        const app = await AppProcess.start({
          LOG_LEVEL: 'warn',
          REDIS_MODE: 'cluster',
          REDIS_HOST: cluster.ports.map(port => `127.0.0.1:${port}`).join(','),
          REDIS_USERNAME: APP_USER.username,
          REDIS_PASSWORD: APP_USER.password,
          REDIS_WAIT_REPLICAS: String(replicas),
        });
        apps.push(app);
        await until('it is ready', () => fetch(`${app.url}/api/readyz`).then(answer => answer.ok));
        await measure(app.url, 3_000);
      }
      const [without = '', with1 = ''] = apps.map(app => app.url);
      const pairs: (readonly [Slice, Slice])[] = [];
      for (let pair = 0; pair < PAIRS; pair += 1) {
        // Whoever is first in a pair is second in the next
        const first = await measure(pair % 2 ? with1 : without, SLICE_MS);
        const second = await measure(pair % 2 ? without : with1, SLICE_MS);
        pairs.push(pair % 2 ? [second, first] : [first, second]);
      }
      console.log(report(pairs));
      expect(pairs.flat().reduce((sum, slice) => sum + slice.failed, 0)).toBe(0);
    } finally {
      for (const app of apps) app.kill();
      await cluster.remove();
    }
  }, 600_000);
});

/** Clients that send the next visit as soon as the last was acknowledged. */
async function measure(url: string, milliseconds: number): Promise<Slice> {
  const times: number[] = [];
  let failed = 0;
  const began = performance.now();
  await Promise.all(
    Array.from({ length: CLIENTS }, async () => {
      const agent = new Agent({ keepAlive: true, maxSockets: 1 });
      while (performance.now() - began < milliseconds) {
        const sent = performance.now();
        if ((await post(`${url}/api/visits`, agent)) === 200) times.push(performance.now() - sent);
        else failed += 1;
      }
      agent.destroy();
    }),
  );
  const seconds = (performance.now() - began) / 1_000;
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.floor(times.length * share)] ?? Number.NaN;
  return { rate: times.length / seconds, p50: at(0.5), p95: at(0.95), p99: at(0.99), failed };
}

function post(url: string, agent: Agent): Promise<number> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method: 'POST', agent }, response => {
      response.resume();
      response.once('end', () => resolve(response.statusCode ?? 0));
    });
    outgoing.once('error', reject);
    outgoing.end();
  });
}

function report(pairs: readonly (readonly [Slice, Slice])[]): string {
  const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
  const row = (name: string, slices: readonly Slice[]) => {
    const cells = (['rate', 'p50', 'p95', 'p99'] as const).map(key => median(slices.map(slice => slice[key])).toFixed(1));
    return `| ${name} | ${cells.join(' | ')} |`;
  };
  const ratios = pairs.map(([without, with1]) => with1.rate / without.rate).sort((a, b) => a - b);
  return [
    `Medians of ${pairs.length} slices of ${SLICE_MS / 1_000} s each, ${CLIENTS} clients`,
    '| REDIS_WAIT_REPLICAS | visits/s | p50 ms | p95 ms | p99 ms |',
    '|---|---|---|---|---|',
    row('0', pairs.map(([without]) => without)),
    row('1', pairs.map(([, with1]) => with1)),
    `Visits/s with WAIT over without, of each pair: ${ratios.map(ratio => ratio.toFixed(2)).join(', ')}`,
  ].join('\n');
}
