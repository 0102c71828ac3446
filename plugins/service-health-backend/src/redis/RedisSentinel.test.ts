import { readFileSync } from 'fs';
import { join } from 'path';
import { describeRedis } from '../__testUtils__/describeRedis';
import { startRedisServer } from '../__testUtils__/startRedisServer';
import { startSentinel } from '../__testUtils__/startSentinel';
import { useRegistries } from '../__testUtils__/useRegistries';
import { RedisInstanceConfig } from './RedisInstanceConfig';

/** What data nodes ask of each other and of clients alike. */
const dataLogin = ['--requirepass', 'data', '--masterauth', 'data'];
const group: Partial<RedisInstanceConfig> = {
  mode: 'sentinel',
  sentinelGroup: 'visits',
  password: async () => 'data',
};

jest.setTimeout(180_000);

describeRedis('RedisRegistry with Sentinels (needs redis-server)', () => {
  const { registry, ask, eventually, keep } = useRegistries();

  /** A primary, a replica of it, and Sentinels with the given lines. */
  async function start(options: { sentinels: number; lines?: string[] }) {
    const { sentinels: count, lines = [] } = options;
    const primary = keep(await startRedisServer(dataLogin));
    const replica = keep(
      await startRedisServer([
        ...dataLogin,
        ...['--replicaof', '127.0.0.1', String(primary.port)],
      ]),
    );
    const sentinels = [];
    for (let index = 0; index < count; index += 1) {
      sentinels.push(
        keep(
          await startSentinel({
            primary: primary.port,
            quorum: Math.ceil((count + 1) / 2),
            lines: ['sentinel auth-pass visits data', ...lines],
          }),
        ),
      );
    }
    return { primary, replica, sentinels };
  }

  const rolesOf = async (one: ReturnType<typeof registry>) =>
    Object.fromEntries(
      ((await ask(one)).samples.at(-1)?.nodes ?? []).map(
        ({ address, outcome, info }) => [address, info?.role ?? outcome],
      ),
    );

  it('asks the data nodes that the Sentinels name, and follows a failover', async () => {
    const { primary, replica, sentinels } = await start({ sentinels: 3 });
    const one = registry({
      ...group,
      port: sentinels[0].port,
      sentinel: {},
    });
    const was = `127.0.0.1:${primary.port}`;
    const becomes = `127.0.0.1:${replica.port}`;
    await eventually(async () => {
      const sample = (await ask(one)).samples.at(-1);
      return (
        sample?.nodes.length === 2 &&
        sample.sentinel?.sentinels === 3 &&
        sample.sentinel.quorumOk
      );
    });
    expect(await rolesOf(one)).toEqual({
      [was]: 'primary',
      [becomes]: 'replica',
    });

    await primary.stop();
    await eventually(async () => (await rolesOf(one))[becomes] === 'primary');
    expect((await ask(one)).changes).toContainEqual(
      expect.objectContaining({ node: becomes, kind: 'becamePrimary' }),
    );

    // Which of the two ends as the primary is up to the Sentinels.
    await primary.restart();
    await eventually(async () => {
      const roles = await rolesOf(one);
      return [roles[was], roles[becomes]].sort().join() === 'primary,replica';
    });
  });

  it('sees that too few Sentinels are left for a failover', async () => {
    const { sentinels } = await start({ sentinels: 2 });
    const one = registry({
      ...group,
      port: sentinels[0].port,
      sentinel: {},
    });
    const quorumOk = async () =>
      (await ask(one)).samples.at(-1)?.sentinel?.quorumOk;
    await eventually(async () => (await quorumOk()) === true);

    await sentinels[1].stop();
    await eventually(async () => (await quorumOk()) === false);
    expect((await ask(one)).samples.at(-1)?.nodes[0].outcome).toBe('ok');
  });

  it('logs in to Sentinels with a login of their own, and needs no more than the published ACL', async () => {
    const published = readFileSync(
      join(__dirname, '../../../../docs/service-health/redis-sentinel.acl'),
      'utf8',
    );
    const users = published
      .split('\n')
      .filter(line => line.startsWith('user '))
      .map(line => line.replace('SECRET', 'watch'));
    const { sentinels } = await start({
      sentinels: 1,
      lines: [...users, 'requirepass other'],
    });
    const { port } = sentinels[0];
    const watching = {
      username: 'backstage-health',
      password: async () => 'watch',
    };

    const record = await ask(registry({ ...group, port, sentinel: watching }));
    expect(record).toMatchObject({
      mode: 'sentinel',
      samples: [{ sentinel: { quorumOk: true, masterDown: false } }],
    });
    expect(record.samples[0].nodes[0]).toMatchObject({
      outcome: 'ok',
      info: { role: 'primary' },
    });

    // That of the data nodes is not theirs.
    expect((await ask(registry({ ...group, port }))).samples[0].nodes).toEqual([
      expect.objectContaining({ outcome: 'login' }),
    ]);
  });

  it('does not take a Sentinel without such a group for a Redis that is well', async () => {
    const { sentinels } = await start({ sentinels: 1 });

    const record = await ask(
      registry({
        ...group,
        port: sentinels[0].port,
        sentinel: {},
        sentinelGroup: 'nobody',
      }),
    );

    expect(record.lastAnswerAt).toBeUndefined();
    expect(record.samples[0].nodes).toEqual([
      expect.objectContaining({
        outcome: 'protocol',
        message: expect.stringContaining('No such master'),
      }),
    ]);
  });
});
