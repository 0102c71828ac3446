import { writeFileSync } from 'fs';
import { mkdtemp } from 'fs/promises';
import { createServer, Server } from 'http';
import { tmpdir } from 'os';
import { join } from 'path';
import {
  RedisFact,
  ServiceHealth,
} from '@paved-path/backstage-plugin-service-health-common';
import { JsonObject } from '@backstage/types';
import { KubernetesDouble, startKubernetesDouble } from '@paved-path/sandbox';
import { describeRedis } from './__testUtils__/describeRedis';
import { createCertificates } from './__testUtils__/createCertificates';
import { deployment, statefulSet } from './__testUtils__/manifests';
import { clusters, component, startHealth } from './__testUtils__/startHealth';
import { startRedis, startRedisServer } from './__testUtils__/startRedisServer';
import { startSentinel } from './__testUtils__/startSentinel';

jest.setTimeout(60_000);

const ref = 'component:default/visits';

function factsOf(health: ServiceHealth): RedisFact | undefined {
  const facts = health.environments[0].sections.map(section => section.facts);
  return facts.flatMap(one => (one?.kind === 'redis' ? one.instances : []))[0];
}

function findingsOf({ environments }: ServiceHealth) {
  return environments.flatMap(({ sections }) =>
    sections.flatMap(({ findings }) => findings),
  );
}

describeRedis('serviceHealthPlugin with Redis (needs redis-server)', () => {
  const open: { close(): unknown }[] = [];
  let cluster: KubernetesDouble;
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'health-'));
    cluster = await startKubernetesDouble({ readyAfterMs: 50 });
    open.push(cluster);
    cluster.apply(deployment('visits', { replicas: 1 }));
  });

  afterEach(async () => {
    await Promise.all(open.splice(0).map(one => one.close()));
  });

  function keep<T extends { close(): unknown }>(one: T): T {
    open.push(one);
    return one;
  }

  function write(name: string, text: string): string {
    const file = join(folder, name);
    writeFileSync(file, text);
    return file;
  }

  const start = (instance: JsonObject, more: JsonObject = {}) =>
    startHealth({
      entities: [
        component('visits', { 'service-health/environments': 'dev=visits' }),
      ],
      config: {
        kubernetes: clusters(cluster),
        serviceHealth: {
          redis: {
            intervalSeconds: 0.2,
            instances: [
              {
                name: 'visits',
                host: '127.0.0.1',
                match: { name: 'visits', namespace: 'visits' },
                ...instance,
              },
            ],
          },
          ...more,
        },
      },
    });

  it('does without a slot map that it may not ask for, and asks once', async () => {
    const acl = write(
      'users.acl',
      'user default on nopass ~* &* +@all\nuser probe on >probe -@all +ping +info\n',
    );
    const redis = keep(
      await startRedisServer(['--cluster-enabled', 'yes', '--aclfile', acl]),
    );
    await redis.command('CLUSTER', 'ADDSLOTSRANGE', '0', '16383');
    const { until } = await start({
      port: redis.port,
      username: 'probe',
      password: 'probe',
    });

    const health = await until(
      ref,
      one => one.level === 'healthy' && factsOf(one) !== undefined,
    );

    expect(factsOf(health)).toMatchObject({
      mode: 'cluster',
      notAvailable: ['Slot map'],
    });
    expect(findingsOf(health)).toEqual([]);
    const commands = async () => String(await redis.command('INFO', 'all'));
    const infos = async () =>
      Number(/cmdstat_info:calls=(\d+)/.exec(await commands())?.[1] ?? 0);
    const before = await infos();
    while ((await infos()) < before + 10) {
      // Some probes more
    }
    expect(await commands()).toMatch(
      /cmdstat_cluster\|info:calls=0,.*rejected_calls=1,/,
    );
    expect(await commands()).toContain('errorstat_NOPERM:count=1\r');
  });

  it('compares a Redis without maxmemory with the memory limit of its pod', async () => {
    cluster.apply(
      statefulSet('visits-redis', { id: 'visits', component: 'redis' }),
    );
    const redis = keep(await startRedisServer());
    const { until } = await start({ port: redis.port });
    await until(ref, one => one.level === 'healthy');

    // The pod may use 64Mi.
    await redis.command('SETRANGE', 'big', '58000000', 'x');
    const health = await until(ref, one => one.level === 'warning');

    expect(health).toMatchObject({
      headline: expect.stringMatching(/^Redis memory is 8\d% full/),
      effect: 'At 100% its pod is stopped.',
    });
    expect(findingsOf(health)).toContainEqual(
      expect.objectContaining({
        code: 'redis.memory',
        evidence: expect.arrayContaining([
          { label: 'Used', value: expect.stringMatching(/ of 64 MiB$/) },
        ]),
      }),
    );
  });

  it('reads CA and password files, and names a wrong CA', async () => {
    const certificates = createCertificates('IP:127.0.0.1');
    const { port } = keep(
      await startRedis(given => [
        ...certificates.argsFor(given.port),
        ...['--dir', given.folder, '--save', '', '--requirepass', 'secret'],
      ]),
    );
    const passwordFile = write('password', 'secret\n');

    const right = await start({
      port,
      passwordFile,
      tls: { caFile: certificates.caFile },
    });
    await right.until(ref, one => one.headline.includes('Redis answers in'));

    const wrong = await start({
      port,
      passwordFile,
      tls: { caFile: createCertificates('IP:127.0.0.1').caFile },
    });
    const health = await wrong.until(ref, one =>
      one.headline.includes('Redis'),
    );
    expect(health).toMatchObject({
      level: 'unknown',
      headline: 'The portal cannot ask Redis: the TLS handshake fails',
      nextStep: {
        text: 'Check the CA of the instance, and that both sides speak TLS.',
      },
    });
  });

  it('reads a login of the Sentinels, beside that of the data nodes', async () => {
    const primary = keep(await startRedisServer(['--requirepass', 'data']));
    const sentinel = keep(
      await startSentinel({
        primary: primary.port,
        quorum: 1,
        lines: ['sentinel auth-pass visits data', 'requirepass watch'],
      }),
    );
    const { until } = await start({
      port: sentinel.port,
      mode: 'sentinel',
      sentinelGroup: 'visits',
      password: 'data',
      sentinel: { passwordFile: write('sentinel', 'watch') },
    });

    const health = await until(ref, one =>
      one.headline.includes('Redis answers in'),
    );

    expect(factsOf(health)).toMatchObject({ mode: 'sentinel' });
  });

  describe('that only the app reaches', () => {
    const reached = { redis: true };

    function answering(
      answer: Parameters<typeof createServer>[1],
    ): Promise<Server> {
      const server = createServer(answer);
      open.push({
        close: () => {
          server.closeAllConnections();
          server.close();
        },
      });
      return new Promise(resolve => {
        server.listen(0, '127.0.0.1', () => resolve(server));
      });
    }

    function urlOf(server: Server): JsonObject {
      const address = server.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      return {
        readiness: { url: `http://127.0.0.1:${port}/{namespace}/{name}` },
      };
    }

    it('takes the word of its readiness check', async () => {
      const asked: (string | undefined)[] = [];
      const server = await answering((request, response) => {
        asked.push(request.url);
        response.end(JSON.stringify(reached));
      });
      const { until } = await start({ port: 1 }, urlOf(server));

      const health = await until(ref, one => one.level === 'healthy');

      expect(findingsOf(health)).toMatchObject([
        { level: 'note', cause: 'The app reaches Redis, the portal does not' },
      ]);
      expect(asked[0]).toBe('/visits/visits');
    });

    it('reads no more of it than 64 KB', async () => {
      let sent = 0;
      const ended = new Promise<number>((resolve, reject) => {
        answering((_, response) => {
          const pour = () => {
            while (!response.destroyed) {
              const more = response.write(' '.repeat(65_536));
              sent += 65_536;
              if (!more) {
                response.once('drain', pour);
                return;
              }
            }
          };
          response.write(JSON.stringify(reached));
          response.on('close', () => resolve(sent));
          pour();
        })
          .then(server => start({ port: 1 }, urlOf(server)))
          .then(({ until }) =>
            until(ref, one => one.headline.includes('Redis')),
          )
          .catch(reject);
      });

      // What the sockets hold comes on top
      expect(await ended).toBeLessThan(16 * 1024 ** 2);
    });
  });
});
