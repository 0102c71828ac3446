import { randomUUID } from 'node:crypto';

import { freePorts } from '../support/free-port';
import { RedisCluster } from '../support/redis-cluster';
import { RedisProcess } from '../support/redis-process';
import { TlsFiles } from '../support/tls-files';
import { PATIENT, acknowledge, connect, disconnectAll, refusedCommands } from '../support/visit-client';
import { describeWithRedis } from '../support/with-redis';

afterEach(disconnectAll);

describeWithRedis('Visits over TLS', program => {
  let tls: TlsFiles;
  let trusting: NodeJS.Dict<string>;

  beforeAll(() => {
    tls = TlsFiles.create();
    trusting = { REDIS_TLS: 'true', REDIS_TLS_CA_FILE: tls.ca };
  });
  afterAll(() => tls?.remove());

  describe('on one Redis', () => {
    let redis: RedisProcess;
    let port: NodeJS.Dict<string>;

    beforeAll(async () => {
      const [free = 0] = await freePorts(1);
      redis = await RedisProcess.start({ program, port: free, tls });
      port = { REDIS_PORT: String(free) };
    });
    afterAll(() => redis?.remove());

    it('counts where the certificate is signed by the authority and names the host', async () => {
      const { visits } = connect({ ...PATIENT, ...port, ...trusting, REDIS_HOST: 'localhost' });
      expect(await visits.count(randomUUID())).toEqual({ count: 1, counted: true });
    });

    it.each([
      ['an authority that is not trusted', { REDIS_HOST: 'localhost', REDIS_TLS: 'true' }, 'SELF_SIGNED_CERT_IN_CHAIN'],
      ['an address that the certificate does not name', { REDIS_HOST: '127.0.0.1' }, 'ERR_TLS_CERT_ALTNAME_INVALID'],
    ])('refuses %s', async (_, settings, code) => {
      const trust = 'REDIS_TLS' in settings ? {} : trusting;
      const { visits, redis: client } = connect({ ...port, ...trust, ...settings });
      const reason = new Promise(resolve => client.once('error', resolve));
      await expect(visits.count(randomUUID())).rejects.toMatchObject({ name: 'CountUnavailableError' });
      expect(await reason).toMatchObject({ code });
    });
  });

  describe('on a Redis Cluster whose nodes go by name', () => {
    let cluster: RedisCluster;

    beforeAll(async () => {
      cluster = await RedisCluster.start(program, { tls });
    });
    afterAll(() => cluster?.remove());

    it('counts on all primaries, each known by its name', async () => {
      const [first = 0] = cluster.ports;
      const settings = { REDIS_MODE: 'cluster', REDIS_HOST: `localhost:${first}`, REDIS_WAIT_REPLICAS: '1' };
      const { visits } = connect({ ...PATIENT, ...trusting, ...settings });
      await Promise.all(Array.from({ length: 100 }, () => acknowledge(visits)));
      expect(await visits.total()).toBe(100);
      for (const node of cluster.nodes.slice(0, 3)) expect(Number(await node.ask('DBSIZE'))).toBeGreaterThan(10);
      expect(await refusedCommands(cluster.nodes)).toEqual([]);
    });
  });
});
