import { createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import { mockCredentials } from '@backstage/backend-test-utils';

/**
 * What stands between a browser and a portal: it signs requests, allows the
 * page's origin, and asks for the service that the portal has.
 */
export async function startProxy(portal: string) {
  const server = createServer(async (request, response) => {
    response.setHeader('access-control-allow-origin', '*');
    response.setHeader('access-control-allow-headers', '*');
    response.setHeader('access-control-expose-headers', '*');
    if (request.method === 'OPTIONS') {
      response.end();
      return;
    }
    const gone = new AbortController();
    response.on('close', () => gone.abort());
    const etag = request.headers['if-none-match'];
    try {
      const answer = await fetch(
        `${portal}${(request.url ?? '').replace(/live\b/, 'visits')}`,
        {
          cache: 'no-store',
          signal: gone.signal,
          headers: {
            authorization: mockCredentials.user.header(),
            ...(etag === undefined ? {} : { 'if-none-match': etag }),
          },
        },
      );
      const body = await answer.text();
      for (const name of ['etag', 'content-type', 'cache-control']) {
        response.setHeader(name, answer.headers.get(name) ?? '');
      }
      response.writeHead(answer.status).end(body);
    } catch {
      response.destroy();
    }
  });
  await new Promise<void>(resolve => {
    server.listen(0, 'localhost', resolve);
  });
  return {
    url: `http://localhost:${portOf(server.address())}`,
    async stop() {
      server.closeAllConnections();
      await new Promise(resolve => {
        server.close(resolve);
      });
    },
  };
}

function portOf(address: string | AddressInfo | null): number {
  return typeof address === 'object' && address ? address.port : 0;
}
