import { once } from 'node:events';
import { createServer } from 'node:net';

/**
 * A port that nobody listens on.
 *
 * @param range - from where to where; without it the system chooses
 */
export async function freePort(range?: [number, number]): Promise<number> {
  if (!range) return (await probe(0)) ?? fail();
  const [from, to] = range;
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const port = await probe(from + Math.floor(Math.random() * (to - from)));
    if (port) return port;
  }
  return fail();
}

async function probe(wanted: number): Promise<number | undefined> {
  const server = createServer().listen(wanted);
  const listening = await once(server, 'listening').then(
    () => true,
    () => false,
  );
  if (!listening) return undefined;
  const address = server.address();
  server.close();
  await once(server, 'close');
  return address === null || typeof address === 'string'
    ? undefined
    : address.port;
}

function fail(): never {
  throw new Error('The machine gave no port');
}
