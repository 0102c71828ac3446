import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { findRedisServer } from './findRedisServer';
import { RedisSupervisor } from './RedisSupervisor';
import { withRedis } from './withRedis';

// Its own range: another run of these tests looks for free ports at the same moment. The bus of a
// Redis Cluster is 10,000 higher, and must stay below the ports that systems hand out
const firstPort = 12_000 + (process.pid % 300) * 20;

const visits = { name: 'visit-tracker', namespace: 'sre-challenge' };

describe('RedisSupervisor', () => {
  let home: string;
  let supervisor: RedisSupervisor;

  async function open(options: { binary?: string } = {}) {
    const binary = options.binary ?? (await findRedisServer());
    return RedisSupervisor.open({ home, binary, firstPort });
  }

  /** A redis-server that takes its time where its folder ends in a number. */
  async function slowServer(index: number) {
    const path = join(home, 'slow-redis-server');
    await writeFile(
      path,
      `#!/bin/sh\ncase "$PWD" in */${index}) sleep 2 ;; esac\nexec '${await findRedisServer()}' "$@"\n`,
    );
    await chmod(path, 0o755);
    return path;
  }

  async function startCluster() {
    const service = await supervisor.declare(visits, { nodes: 6 });
    await Promise.all(service.servers.map((_, index) => service.start(index)));
    await service.settled();
    return service;
  }

  async function roles(port: number) {
    const nodes = String(
      await withRedis({ port }, redis => redis.call('CLUSTER', 'NODES')),
    );
    return {
      primaries: nodes.match(/ (myself,)?master /g)?.length ?? 0,
      replicas: nodes.match(/ (myself,)?slave /g)?.length ?? 0,
    };
  }

  async function instances() {
    return parse(await readFile(join(home, 'redis-instances.yaml'), 'utf8'));
  }

  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'redis-'));
    supervisor = await open();
  });

  afterEach(async () => {
    await supervisor.close();
    await rm(home, { recursive: true, force: true });
  });

  it('runs a standalone Redis, lists it, and finds its data after a restart', async () => {
    expect(await instances()).toEqual([]);
    const service = await supervisor.declare(visits, { nodes: 1 });
    const port = service.record.ports[0] ?? 0;
    expect(await instances()).toEqual([
      {
        name: 'visit-tracker.sre-challenge',
        host: '127.0.0.1',
        port,
        mode: 'standalone',
        match: visits,
      },
    ]);
    await service.start(0);
    await withRedis({ port }, redis => redis.incr('visits'));
    await supervisor.close();

    supervisor = await open();
    const again = await supervisor.declare(visits, { nodes: 1 });
    expect(again.record.ports).toEqual([port]);
    await again.start(0);
    expect(await withRedis({ port }, redis => redis.get('visits'))).toBe('1');
    await supervisor.withdraw(visits);
    expect(await instances()).toEqual([]);
    expect(await again.ready(0)).toBe(false);
  });

  it('ends the server that a killed sandbox left behind', async () => {
    const left = await supervisor.declare(visits, { nodes: 1 });
    const { exited } = await left.start(0);
    const next = await open();
    const service = await next.declare(visits, { nodes: 1 });
    await service.start(0);
    expect((await exited).exitCode).toBe(0);
    expect(await service.ready(0)).toBe(true);
    await next.close();
  });

  it('tells its end when it is killed', async () => {
    const service = await supervisor.declare(visits, { nodes: 1 });
    const { exited } = await service.start(0);
    await service.killOne();
    expect(await exited).toEqual({
      exitCode: 137,
      message: 'Ended by SIGKILL',
    });
    expect(await service.ready(0)).toBe(false);
  });

  it('plays being down, full, and closed by a password', async () => {
    const service = await supervisor.declare(visits, { nodes: 1 });
    const port = service.record.ports[0] ?? 0;
    const count = () => withRedis({ port }, redis => redis.incr('visits'));
    await service.start(0);
    await count();

    await service.setFull(true);
    await expect(count()).rejects.toThrow(/OOM/);
    await service.setFull(false);

    await service.setPassword('nobody knows');
    await expect(count()).rejects.toThrow(/NOAUTH/);
    await service.setPassword(undefined);

    await service.setDown(true);
    await expect(service.start(0)).rejects.toThrow(/held down by a scenario/);
    await service.setDown(false);
    await service.start(0);
    expect(await count()).toBe(2);
  });

  it('forms a cluster of six that survives the loss of a primary', async () => {
    const service = await startCluster();
    expect(await roles(service.record.ports[5] ?? 0)).toEqual({
      primaries: 3,
      replicas: 3,
    });
    expect(await service.killOne()).toBe(0);
    await service.start(0);
    expect(await service.ready(0)).toBe(true);
  }, 60_000);

  it('gives a node of a cluster a port whose bus is free as well', async () => {
    const bus = createServer().listen(firstPort + 10_000, '127.0.0.1');
    await once(bus, 'listening');
    const service = await supervisor.declare(visits, { nodes: 6 });
    bus.close();
    expect(service.record.ports).not.toContain(firstPort);
  });

  it('forms a cluster although one of its servers answers late', async () => {
    await supervisor.close();
    supervisor = await open({ binary: await slowServer(1) });
    const service = await startCluster();
    expect(await roles(service.record.ports[5] ?? 0)).toEqual({
      primaries: 3,
      replicas: 3,
    });
  }, 60_000);
});
