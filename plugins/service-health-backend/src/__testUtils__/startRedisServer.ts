import { ChildProcess, spawn, spawnSync } from 'child_process';
import { mkdtemp, rm } from 'fs/promises';
import { connect, createServer } from 'net';
import { tmpdir } from 'os';
import { join } from 'path';
import Redis, { RedisOptions } from 'ioredis';

/** Path of redis-server; a missing one is an error where all must run. */
export function findRedisServer(): string | undefined {
  const found = spawnSync('sh', ['-c', 'command -v redis-server'], {
    encoding: 'utf8',
  }).stdout.trim();
  if (found === '' && process.env.CI === 'true') {
    throw new Error(
      'Cannot find redis-server: install it, or unset CI to skip these tests',
    );
  }
  return found === '' ? undefined : found;
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  return await new Promise(resolve => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        resolve(typeof address === 'object' && address ? address.port : 0),
      );
    });
  });
}

/** A real redis-server in a folder of its own. */
export async function startRedisServer(
  args: string[] = [],
  options: { client?: RedisOptions } = {},
) {
  return await startRedis(
    ({ port, folder }) => [
      '--port',
      String(port),
      '--bind',
      '127.0.0.1',
      '--save',
      '',
      '--dir',
      folder,
      ...args,
    ],
    options,
  );
}

/** A real redis-server with the arguments that it is given. */
export async function startRedis(
  argsOf: (given: { port: number; folder: string }) => string[],
  options: { client?: RedisOptions } = {},
) {
  const port = await freePort();
  const folder = await mkdtemp(join(tmpdir(), 'redis-'));
  const args = argsOf({ port, folder });
  const start = async (): Promise<ChildProcess> => {
    const child = spawn(findRedisServer() ?? 'redis-server', args, {
      stdio: 'ignore',
    });
    for (let tries = 0; tries < 100; tries += 1) {
      if (await answers(port)) {
        return child;
      }
      await new Promise(resolve => {
        setTimeout(resolve, 50);
      });
    }
    throw new Error(`Redis on port ${port} does not start`);
  };
  let child = await start();
  const stop = async () => {
    const ended = new Promise(resolve => {
      child.once('exit', resolve);
    });
    child.kill('SIGKILL');
    await ended;
  };
  return {
    port,
    stop,
    async restart() {
      child = await start();
    },
    async command(...words: [string, ...string[]]) {
      const client = new Redis({ ...options.client, port, lazyConnect: true });
      try {
        return await client.call(...words);
      } finally {
        client.disconnect();
      }
    },
    async close() {
      if (child.exitCode === null && child.signalCode === null) {
        await stop();
      }
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A connection is enough: some servers want a password for all else. */
async function answers(port: number): Promise<boolean> {
  return await new Promise(resolve => {
    const socket = connect(port, '127.0.0.1');
    const end = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
  });
}
