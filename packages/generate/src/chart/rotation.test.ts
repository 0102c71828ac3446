import { Chart } from './Chart';
import { findTool } from './findTool';
import { RedisConnection } from './RedisConnection';
import { RedisPod } from './RedisPod';
import { startRedisPod } from './startRedisPod';

// A whole repository is written, on a machine that may be busy
jest.setTimeout(60_000);

const helm = findTool('helm');
const tools = [helm, findTool('redis-server'), findTool('redis-cli')];

(tools.every(Boolean) ? describe : describe.skip)(
  "the keeper of the chart's Redis (needs helm, redis-server and redis-cli)",
  () => {
    let chart: Chart;
    let pod: RedisPod;

    beforeEach(async () => {
      chart = await Chart.create({ helm: helm ?? '' });
      pod = await startRedisPod(chart, {
        'redis-password': 'old',
        'operator-password': 'operator-old',
        'health-password': 'health-old',
      });
      pod.keep();
    });

    afterEach(async () => {
      await pod.remove();
      await chart.remove();
    });

    async function until(login: readonly [string, string], answer: RegExp) {
      for (let attempt = 0; attempt < 200; attempt += 1) {
        if (answer.test(pod.cli(login, 'GET', 'visits:{0}'))) return;
        await new Promise(resolve => setTimeout(resolve, 100));
      }
      throw new Error(`Redis did not come to answer ${login} with ${answer}`);
    }

    const letsIn = /^$/;
    const refuses = /WRONGPASS|NOAUTH/;

    it('takes a new password and drops the old one under open connections', async () => {
      const app = await RedisConnection.open({
        port: pod.port,
        login: ['visit-tracker', 'old'],
      });

      await pod.mount({
        'redis-password': 'new',
        'redis-password-previous': 'old',
      });
      await until(['visit-tracker', 'new'], letsIn);
      expect(pod.cli(['visit-tracker', 'old'], 'GET', 'visits:{0}')).toBe('');
      await expect(app.ask('INCR', 'visits:{0}')).resolves.toBe(':1');

      await pod.mount({ 'redis-password-previous': undefined });
      await until(['visit-tracker', 'old'], refuses);
      await expect(app.ask('INCR', 'visits:{0}')).resolves.toBe(':2');
      await expect(app.ask('DEL', 'visits:{0}')).resolves.toMatch(/^-NOPERM/);
      app.close();
    }, 60_000);

    it("goes on after its own password changed, and leaves the replicas' connections alone", async () => {
      const replica = await RedisConnection.open({
        port: pod.port,
        login: ['operator', 'operator-old'],
      });

      await pod.mount({ 'operator-password': 'operator-new' });
      await until(['operator', 'operator-old'], refuses);
      await expect(replica.ask('PING')).resolves.toBe('+PONG');

      await pod.mount({ 'redis-password': 'new' });
      await until(['visit-tracker', 'old'], refuses);
      await until(['visit-tracker', 'new'], letsIn);
      replica.close();
    }, 60_000);
  },
);
