import { randomUUID } from 'node:crypto';

import { freePorts } from '../support/free-port';
import { RedisProcess } from '../support/redis-process';
import { until } from '../support/until';
import { PATIENT, connect, countDuring, disconnectAll, readTotal, refusedCommands } from '../support/visit-client';
import { describeWithRedis } from '../support/with-redis';

afterEach(disconnectAll);

describeWithRedis('Visits on a primary and a replica that three Sentinels watch', program => {
  let primary: RedisProcess;
  let replica: RedisProcess;
  const sentinels: RedisProcess[] = [];

  beforeAll(async () => {
    const [one = 0, two = 0, ...others] = await freePorts(5);
    primary = await RedisProcess.start({ program, port: one });
    replica = await RedisProcess.start({ program, port: two, args: [`replicaof 127.0.0.1 ${one}`] });
    await until('the replica follows', () => follows(replica));
    for (const port of others) sentinels.push(await RedisProcess.start({ program, port, sentinelOf: one }));
    await until('every Sentinel knows the replica and the other two', async () => {
      const views = await Promise.all(sentinels.map(sentinel => sentinel.ask('INFO', 'sentinel')));
      return views.every(view => /slaves=1,sentinels=3/.test(String(view)));
    });
  });
  afterAll(() => Promise.all([primary, replica, ...sentinels].map(node => node?.remove())));

  const settings = (): NodeJS.Dict<string> => ({
    REDIS_MODE: 'sentinel',
    REDIS_HOST: sentinels.map(sentinel => `127.0.0.1:${sentinel.port}`).join(','),
    REDIS_WAIT_REPLICAS: '1',
  });

  it('finds the primary', async () => {
    const { visits } = connect({ ...PATIENT, ...settings() });
    expect(await visits.count(randomUUID())).toEqual({ count: 1, counted: true });
    expect(await replica.ask('DBSIZE')).toBe(await primary.ask('DBSIZE'));
  });

  it('loses no acknowledged visit, and counts none twice, when the primary dies and comes back', async () => {
    const { visits } = connect(settings());
    const before = await readTotal(visits);
    const acknowledged = await countDuring(visits, async () => {
      await primary.kill();
      await until('the replica took over', async () => {
        return String(await replica.ask('INFO', 'replication')).includes('role:master');
      });
      await primary.start();
      // A primary that comes back does not know yet that it is none
      await until('the old primary follows', () => follows(primary));
    });
    expect((await readTotal(visits)) - before).toBe(acknowledged);
    expect(await refusedCommands([primary, replica])).toEqual([]);
  });
});

async function follows(node: RedisProcess): Promise<boolean> {
  return String(await node.ask('INFO', 'replication')).includes('master_link_status:up');
}
