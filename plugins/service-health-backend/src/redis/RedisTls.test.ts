import { describeRedis } from '../__testUtils__/describeRedis';
import { startRedis } from '../__testUtils__/startRedisServer';
import { createCertificates } from '../__testUtils__/createCertificates';
import { useRegistries } from '../__testUtils__/useRegistries';

jest.setTimeout(60_000);

describeRedis('RedisRegistry with TLS (needs redis-server)', () => {
  const { registry, ask, eventually, keep } = useRegistries();
  const right = createCertificates('IP:127.0.0.1');
  const wrong = createCertificates('IP:127.0.0.1');

  async function start(certificates = right, ...args: string[]) {
    const { ca } = certificates;
    return keep(
      await startRedis(
        ({ port, folder }) => [
          ...certificates.argsFor(port),
          ...['--bind', '127.0.0.1', '--save', '', '--dir', folder, ...args],
        ],
        { client: { tls: { ca, checkServerIdentity: () => undefined } } },
      ),
    );
  }

  const outcomeOf = async (instance: Parameters<typeof registry>[0]) => {
    const [node] = (await ask(registry(instance))).samples[0].nodes;
    return [node.outcome, node.message];
  };

  it('asks with the CA that it is given, and tells a wrong one apart', async () => {
    const { port } = await start();

    expect(
      await outcomeOf({ port, tls: { ca: right.ca, skipVerify: false } }),
    ).toEqual(['ok', undefined]);
    expect(
      await outcomeOf({ port, tls: { ca: wrong.ca, skipVerify: false } }),
    ).toEqual(['tls', expect.stringContaining('certificate')]);
    expect(await outcomeOf({ port, tls: { skipVerify: false } })).toEqual([
      'tls',
      expect.stringContaining('certificate'),
    ]);
    expect(await outcomeOf({ port, tls: { skipVerify: true } })).toEqual([
      'ok',
      undefined,
    ]);
  });

  it('tells a certificate of another host apart', async () => {
    const other = createCertificates('DNS:other.example.com');
    const { port } = await start(other);

    expect(
      await outcomeOf({ port, tls: { ca: other.ca, skipVerify: false } }),
    ).toEqual(['tls', expect.stringContaining('altnames')]);
  });

  it('says when only one side speaks TLS', async () => {
    const plain = keep(
      await startRedis(({ port, folder }) => [
        ...['--port', String(port), '--bind', '127.0.0.1', '--dir', folder],
        ...['--requirepass', 'right'],
      ]),
    );
    const secure = await start();

    expect(
      await outcomeOf({
        port: plain.port,
        tls: { ca: right.ca, skipVerify: false },
      }),
    ).toEqual(['tls', expect.stringMatching(/^Redis speaks no TLS there/)]);
    expect(await outcomeOf({ port: secure.port })).toEqual([
      'tls',
      expect.stringMatching(/^Redis speaks TLS there/),
    ]);
  });

  it('takes nodes of a Cluster for the instance, whose name the certificate has', async () => {
    const named = createCertificates('DNS:localhost');
    const { port, command } = await start(
      named,
      ...['--cluster-enabled', 'yes', '--tls-cluster', 'yes'],
    );
    await command('CLUSTER', 'ADDSLOTSRANGE', '0', '16383');
    const one = registry({
      host: 'localhost',
      port,
      tls: { ca: named.ca, skipVerify: false },
    });

    await eventually(async () => {
      const sample = (await ask(one)).samples.at(-1);
      return (
        sample?.cluster?.stateOk === true && sample.nodes[0].outcome === 'ok'
      );
    });
    expect((await ask(one)).samples.at(-1)?.nodes).toMatchObject([
      { outcome: 'ok' },
    ]);
  });
});
