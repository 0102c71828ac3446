import { Chart } from './Chart';
import { findTool } from './findTool';
import { RedisPod } from './RedisPod';
import { startRedisPod } from './startRedisPod';

// A whole repository is written, on a machine that may be busy
jest.setTimeout(60_000);

const helm = findTool('helm');
const tools = [helm, findTool('redis-server'), findTool('redis-cli')];

/** What the app sends for a visit: it reaches the append-only file as a transaction. */
const COUNT = `
local seen = redis.call('SET', KEYS[2], '1', 'EX', 600, 'GET')
if seen then return 0 end
redis.call('INCR', KEYS[1])
return 1`;

(tools.every(Boolean) ? describe : describe.skip)(
  "the chart's Redis (needs helm, redis-server and redis-cli)",
  () => {
    const app = ['visit-tracker', 'app "quoted" \\ password'] as const;
    const operator = ['operator', 'operator-password'] as const;
    const health = ['backstage-health', 'health-password'] as const;
    let chart: Chart;
    let pod: RedisPod;

    beforeAll(async () => {
      chart = await Chart.create({ helm: helm ?? '' });
      pod = await startRedisPod(chart, {
        'redis-password': app[1],
        'operator-password': operator[1],
        'health-password': health[1],
      });
    });

    afterAll(async () => {
      await pod.remove();
      await chart.remove();
    });

    function count(id: string): string {
      return pod.cli(app, 'EVAL', COUNT, '2', 'visits:{0}', `visits:{0}:${id}`);
    }

    it('still has what a script counted when it comes back after a crash', async () => {
      expect([count('a'), count('b'), count('a')]).toEqual(['1', '1', '0']);
      // The append-only file is synced each second
      await new Promise(resolve => setTimeout(resolve, 1500));

      await pod.kill();
      await pod.start();

      expect(pod.cli(app, 'GET', 'visits:{0}')).toBe('2');
      expect(count('b')).toBe('0');
    });

    it.each([
      ['a stranger', [], ['PING'], 'NOAUTH'],
      ['default', ['default', 'x'], ['PING'], 'NOAUTH'],
      ['the app, a key of another', app, ['GET', 'other'], 'NOPERM'],
      ['the app, what it never sends', app, ['DEL', 'visits:{0}'], 'NOPERM'],
      [
        'the app, through a script',
        app,
        ['EVAL', "return redis.call('KEYS','*')", '0'],
        /ACL failure|can't run this command/,
      ],
      ['backstage-health, data', health, ['GET', 'visits:{0}'], 'NOPERM'],
      ['operator, data', operator, ['GET', 'visits:{0}'], 'NOPERM'],
    ] as const)('refuses %s', (_, login, command, answer) => {
      expect(pod.cli(login, ...command)).toMatch(answer);
    });

    it.each([
      ['PING'],
      ['INFO', 'memory'],
      ['ROLE'],
      ['SLOWLOG', 'LEN'],
      ['LATENCY', 'LATEST'],
    ])('tells backstage-health what it asks: %s', (...command) => {
      expect(pod.cli(health, ...command)).not.toMatch(/NOPERM|NOAUTH/);
    });
  },
);
