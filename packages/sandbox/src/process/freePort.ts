import { createServer } from 'node:net';

/**
 * The first port from a number upwards that nobody listens on or has taken.
 *
 * @param busOffset - How far above it a second port must be free too, such as
 * the cluster bus of a Redis Cluster's node.
 * @throws Error when none of a thousand is free
 */
export async function freePort(
  from: number,
  taken: Iterable<number>,
  busOffset = 0,
): Promise<number> {
  const excluded = new Set(taken);
  for (let port = from; port < from + 1000; port += 1) {
    const free =
      !excluded.has(port) &&
      (await isFree(port)) &&
      (busOffset === 0 || (await isFree(port + busOffset)));
    if (free) {
      return port;
    }
  }
  throw new Error(
    `Cannot find a free port between ${from} and ${
      from + 999
    }: stop what listens there`,
  );
}

function isFree(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

/** Any port that nobody listens on. */
export function anyFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
