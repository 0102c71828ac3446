import { readFileSync, writeFileSync } from 'fs';
import { mkdtemp } from 'fs/promises';
import { tmpdir } from 'os';
import { join } from 'path';
import { describeRedis } from '../__testUtils__/describeRedis';
import { startRedisServer } from '../__testUtils__/startRedisServer';
import { service, useRegistries } from '../__testUtils__/useRegistries';
import { RedisInstanceConfig } from './RedisInstanceConfig';

jest.setTimeout(60_000);

describeRedis('RedisRegistry (needs redis-server)', () => {
  const { registry, ask, eventually, keep } = useRegistries();

  const server = async (...args: string[]) =>
    keep(await startRedisServer(args));

  it('asks a standalone Redis', async () => {
    const { port } = await server('--maxmemory', '100mb');

    const record = await ask(registry({ port }));

    expect(record.mode).toBe('standalone');
    expect(record.samples[0].nodes[0]).toMatchObject({
      outcome: 'ok',
      replyMs: expect.any(Number),
      info: {
        role: 'primary',
        maxMemory: 104_857_600,
        maxMemoryPolicy: 'noeviction',
      },
    });
  });

  it('tells a wrong password, a closed port and a wrong name apart', async () => {
    const { port } = await server('--requirepass', 'right');
    const outcome = async (some: Partial<RedisInstanceConfig>) =>
      (await ask(registry(some))).samples[0].nodes[0].outcome;

    expect(await outcome({ port, password: async () => 'wrong' })).toBe(
      'login',
    );
    expect(await outcome({ port, password: async () => 'right' })).toBe('ok');
    expect(await outcome({ port: 1 })).toBe('connect');
    expect(await outcome({ host: 'no-such-host.invalid' })).toBe('dns');
  });

  it('notices at once that Redis dies, and that it is back', async () => {
    const redis = await server();
    const one = registry({ port: redis.port });
    await ask(one);

    await redis.stop();
    await eventually(async () => {
      const { samples } = await ask(one);
      return samples
        .slice(-2)
        .every(({ nodes }) => nodes[0].outcome === 'connect');
    });

    await redis.restart();
    await eventually(async () => {
      const { samples } = await ask(one);
      return samples.at(-1)?.nodes[0].outcome === 'ok';
    });
    expect((await ask(one)).lastAnswerAt).toBeGreaterThan(Date.now() - 5_000);
  }, 20_000);

  it('asks all nodes of a Cluster, and sees slots that belong to nobody', async () => {
    const nodes = [
      await server('--cluster-enabled', 'yes'),
      await server('--cluster-enabled', 'yes'),
    ];
    await nodes[0].command('CLUSTER', 'ADDSLOTSRANGE', '0', '16000');
    await nodes[1].command(
      'CLUSTER',
      'MEET',
      '127.0.0.1',
      String(nodes[0].port),
    );

    const one = registry({ port: nodes[0].port });
    await eventually(
      async () => (await ask(one)).samples.at(-1)?.cluster?.assigned === 16_001,
    );
    expect((await ask(one)).samples.at(-1)?.cluster?.stateOk).toBe(false);

    await nodes[1].command('CLUSTER', 'ADDSLOTSRANGE', '16001', '16383');
    await eventually(async () => {
      const sample = (await ask(one)).samples.at(-1);
      return sample?.cluster?.stateOk === true && sample.nodes.length === 2;
    });
    expect((await ask(one)).mode).toBe('cluster');
  }, 30_000);

  it('needs no more rights than the published ACL gives', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'acl-'));
    const file = join(folder, 'users.acl');
    const published = readFileSync(
      join(__dirname, '../../../../docs/service-health/redis.acl'),
      'utf8',
    );
    const users = published
      .split('\n')
      .filter(line => line.startsWith('user '));
    writeFileSync(file, `${users.join('\n').replace('SECRET', 'probe')}\n`);
    const { port } = await server(
      '--aclfile',
      file,
      '--cluster-enabled',
      'yes',
    );

    const record = await ask(
      registry({
        port,
        username: 'backstage-health',
        password: async () => 'probe',
      }),
    );

    expect(record.samples[0]).toMatchObject({
      nodes: [{ outcome: 'ok' }],
      cluster: { assigned: 0 },
    });
    expect(record.notAvailable).toEqual([]);
  });

  it.each([
    {
      given: 'a name that is no DNS label',
      one: { ...service, name: 'evil.example.com/' },
    },
    {
      given: 'a namespace that is not allowed',
      one: { ...service, namespace: 'kube-system' },
    },
    { given: 'a service without Redis', one: { ...service, hasRedis: false } },
  ])('asks nothing for $given', async ({ one }) => {
    const pattern = registry({
      host: '{name}-redis.{namespace}.svc',
      match: undefined,
      namespaces: ['visits'],
    });

    expect(await pattern.records(one, { waitMs: 100 })).toEqual([]);
  });
});
