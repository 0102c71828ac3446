import { randomUUID } from 'node:crypto';

import { ReadinessCheck } from '@/lib/readiness';
import { freePorts } from '../support/free-port';
import { RedisCluster } from '../support/redis-cluster';
import { RedisProcess } from '../support/redis-process';
import { until } from '../support/until';
import { PATIENT, acknowledge, connect, countDuring, disconnectAll, readTotal, refusedCommands } from '../support/visit-client';
import { describeWithRedis } from '../support/with-redis';

afterEach(disconnectAll);

describeWithRedis('Visits on one Redis', program => {
  let redis: RedisProcess;

  beforeAll(async () => {
    const [port = 0] = await freePorts(1);
    redis = await RedisProcess.start({ program, port });
  });
  beforeEach(() => redis.ask('FLUSHALL'));
  afterAll(() => redis?.remove());

  const settings = (): NodeJS.Dict<string> => ({ REDIS_PORT: String(redis.port) });

  it('counts a visit once, however often and however fast it is sent', async () => {
    const { visits } = connect({ ...PATIENT, ...settings() });
    const id = randomUUID();
    const answers = await Promise.all(Array.from({ length: 20 }, () => visits.count(id)));
    expect(answers.filter(answer => answer.counted)).toHaveLength(1);
    expect(await visits.count(id.toUpperCase())).toEqual({ count: 1, counted: false });
  });

  it('counts many visits at once exactly', async () => {
    const { visits } = connect({ ...PATIENT, ...settings() });
    await Promise.all(Array.from({ length: 500 }, () => visits.count(randomUUID())));
    expect(await visits.total()).toBe(500);
  });

  it('answers a count that includes the visit', async () => {
    const { visits } = connect({ ...PATIENT, ...settings() });
    const answers = await Promise.all(Array.from({ length: 50 }, () => visits.count(randomUUID())));
    expect(Math.max(...answers.map(answer => answer.count))).toBe(50);
    expect(Math.min(...answers.map(answer => answer.count))).toBeGreaterThan(0);
    expect(await visits.count(randomUUID())).toEqual({ count: 51, counted: true });
  });

  it('forgets a visit after the retry window, and no counter ever', async () => {
    const { visits } = connect({ ...settings(), VISIT_RETRY_WINDOW_SECONDS: '60' });
    await visits.count(randomUUID());
    const keys = (await redis.ask('KEYS', '*')) as string[];
    const lives = new Map(
      await Promise.all(
        keys.map(async key => [key.split(':').length, Number(await redis.ask('TTL', key))] as const),
      ),
    );
    expect(lives.get(2)).toBe(-1);
    expect(lives.get(3)).toBeGreaterThan(0);
    expect(lives.get(3)).toBeLessThanOrEqual(60);
  });

  it('sends the script once, and again where Redis has forgotten it', async () => {
    const { visits } = connect({ ...PATIENT, ...settings() });
    await redis.ask('CONFIG', 'RESETSTAT');
    await visits.count(randomUUID());
    await visits.count(randomUUID());
    expect(await redis.ask('INFO', 'commandstats')).toMatch(/cmdstat_evalsha:calls=1,/);
    await redis.ask('SCRIPT', 'FLUSH');
    const id = randomUUID();
    const answers = await Promise.all(Array.from({ length: 20 }, () => visits.count(id)));
    expect(answers.filter(answer => answer.counted)).toHaveLength(1);
    expect(await visits.total()).toBe(3);
  });

  it('works under the ACL user, without one refused command', async () => {
    await redis.ask('ACL', 'LOG', 'RESET');
    const { visits, redis: client } = connect(settings());
    await visits.count(randomUUID());
    expect(await refusedCommands([redis])).toEqual([]);
    await expect(client.call('FLUSHALL')).rejects.toThrow('NOPERM');
    await expect(client.get('other')).rejects.toThrow('NOPERM');
  });

  it('fails at once while Redis is away, and counts again when it is back', async () => {
    const { visits } = connect(settings());
    await visits.count(randomUUID());
    await redis.kill();
    await until('the client notices', () => visits.total().then(() => false, () => true));
    const started = Date.now();
    await expect(visits.count(randomUUID())).rejects.toMatchObject({ name: 'CountUnavailableError' });
    expect(Date.now() - started).toBeLessThan(1_500);
    await redis.start();
    await acknowledge(visits);
    expect(await visits.total()).toBe(2);
  });

  it('gives up on a Redis that hangs', async () => {
    const { visits } = connect({ ...settings(), REDIS_DEADLINE_MS: '300' });
    await acknowledge(visits);
    await redis.ask('CLIENT', 'PAUSE', '2000', 'ALL');
    const started = Date.now();
    await expect(visits.total()).rejects.toThrow('Redis did not answer within 300 ms');
    expect(Date.now() - started).toBeLessThan(1_000);
    await until('Redis goes on', () => visits.total().then(() => true));
  });

  it('says what Redis refuses', async () => {
    const { visits, env } = connect({ ...settings(), REDIS_PASSWORD: 'wrong' });
    const readiness = ReadinessCheck.create({ visits, env });
    await until('the refusal is known', async () => (await readiness.redis()).error?.startsWith('WRONGPASS') ?? false);
    expect(await readiness.check()).toMatchObject({ ready: false, redis: { state: 'down' } });
  });

  it('does not acknowledge what no replica has, where it was told to wait for one', async () => {
    const { visits } = connect({ ...settings(), REDIS_WAIT_REPLICAS: '1', REDIS_WAIT_TIMEOUT_MS: '100' });
    await expect(visits.count(randomUUID())).rejects.toThrow('Only 0 of 1 replicas have the visit');
  });
});

describeWithRedis('Visits on a Redis Cluster of six nodes', program => {
  let cluster: RedisCluster;

  beforeAll(async () => {
    cluster = await RedisCluster.start(program);
  });
  afterAll(() => cluster?.remove());

  const settings = (): NodeJS.Dict<string> => ({
    REDIS_MODE: 'cluster',
    REDIS_HOST: cluster.ports.map(port => `127.0.0.1:${port}`).join(','),
    REDIS_WAIT_REPLICAS: '1',
  });

  it('spreads the counters over all primaries, and counts exactly', async () => {
    const { visits } = connect({ ...PATIENT, ...settings() });
    await Promise.all(Array.from({ length: 300 }, () => acknowledge(visits)));
    expect(await visits.total()).toBe(300);
    for (const node of cluster.nodes.slice(0, 3)) expect(Number(await node.ask('DBSIZE'))).toBeGreaterThan(50);
  });

  it('counts a visit once', async () => {
    const { visits } = connect({ ...PATIENT, ...settings() });
    const before = await visits.total();
    const id = randomUUID();
    await Promise.all(Array.from({ length: 10 }, () => acknowledge(visits, id)));
    expect(await visits.total()).toBe(before + 1);
  });

  it('works under the ACL user, without one refused command', async () => {
    await Promise.all(cluster.nodes.map(node => node.ask('ACL', 'LOG', 'RESET')));
    const { visits } = connect(settings());
    await Promise.all(Array.from({ length: 50 }, () => acknowledge(visits)));
    expect(await refusedCommands(cluster.nodes)).toEqual([]);
  });

  it('loses no acknowledged visit, and counts none twice, when a primary dies', async () => {
    const { visits } = connect(settings());
    const before = await readTotal(visits);
    const acknowledged = await countDuring(visits, async () => {
      await cluster.nodes[0]?.kill();
      await until('a replica took over', async () => {
        return String(await cluster.nodes[3]?.ask('INFO', 'replication')).includes('role:master');
      });
      await cluster.nodes[0]?.start();
      await until('the old primary follows', async () => {
        return String(await cluster.nodes[0]?.ask('INFO', 'replication')).includes('master_link_status:up');
      });
    });
    expect((await readTotal(visits)) - before).toBe(acknowledged);
    expect(await refusedCommands(cluster.nodes)).toEqual([]);
  });
});
