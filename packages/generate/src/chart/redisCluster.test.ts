import { Chart } from './Chart';
import { findTool } from './findTool';
import { RedisPods } from './RedisPods';

const helm = findTool('helm');
const tools = [helm, findTool('redis-server'), findTool('redis-cli')];
// Elsewhere the loopback network has one address
const canRun = tools.every(Boolean) && process.platform === 'linux';

(canRun ? describe : describe.skip)(
  "the chart's Redis Cluster (needs Linux, helm, redis-server and redis-cli)",
  () => {
    let chart: Chart;
    let pods: RedisPods;

    beforeAll(async () => {
      chart = await Chart.create({
        helm: helm ?? '',
        answers: { environments: ['dev', 'prod'] },
      });
      pods = await RedisPods.create(chart);
    }, 60_000);

    afterAll(async () => {
      await pods.remove();
      await chart.remove();
    });

    it('forms by itself, three primaries with a replica each', async () => {
      await pods.scale(3);
      await pods.settled();
      pods.count();

      expect(Object.values(pods.slots())).toEqual([5461, 5461, 5462]);
      expect(pods.total()).toBe(16);
    }, 240_000);

    it('heals, with its data, when every pod comes back at another address', async () => {
      pods.count();
      // The append-only file is synced each second
      await new Promise(resolve => setTimeout(resolve, 1500));
      await pods.restart({ elsewhere: true });
      await pods.settled();

      expect(pods.total()).toBe(32);
    }, 240_000);

    // Redis' own migration of replicas leaves such a primary alone, and no visit of its shard would be acknowledged
    it('gives a primary that lost its replica one of those that another has twice', async () => {
      pods.orphan();
      await pods.settled();

      expect(pods.replicas()).toEqual([1, 1, 1]);
    }, 240_000);

    it('refuses to scale to what is no cluster, and where there is nothing to do', () => {
      expect(pods.run('in', '2')).toEqual({
        code: 1,
        output: 'A cluster needs three primaries at least\n',
      });
      expect(pods.run('in', '3').output).toContain('nothing to remove');
      expect(pods.run('out').output).toContain('There is no empty primary');
      expect(pods.run('sideways')).toMatchObject({ code: 2 });
    });

    it('scales out to a fourth shard, which takes its share of the slots', async () => {
      await pods.scale(4);
      await pods.settled({ empty: 1 });

      expect(pods.run('out')).toMatchObject({ code: 0 });
      expect(Object.values(pods.slots())).toEqual([4096, 4096, 4096, 4096]);
      await pods.settled();
      expect(pods.replicas()).toEqual([1, 1, 1, 1]);
      expect(pods.total()).toBe(32);
    }, 240_000);

    it('scales in: the pods that go are emptied first, and the cluster goes on without them', async () => {
      pods.count();
      const scaled = pods.run('in', '3');

      expect(scaled.output).toContain('Now set redis.cluster.primaries to 3');
      expect(scaled.code).toBe(0);
      const slots = pods.slots();
      const holding = Object.keys(slots).filter(pod => slots[pod] > 0);
      expect(holding).toHaveLength(3);
      expect(holding.filter(pod => Number(pod) >= 6)).toEqual([]);

      await pods.scale(3);
      await pods.settled();
      expect(pods.replicas()).toEqual([1, 1, 1]);
      expect(pods.total()).toBe(48);
    }, 240_000);
  },
);
