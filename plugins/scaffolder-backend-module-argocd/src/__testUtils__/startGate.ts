import { once } from 'node:events';
import { createServer, IncomingMessage, Server } from 'node:http';
import { text as readText } from 'node:stream/consumers';

/** In front of the real Argo CD; refuses what a test chooses. */
export interface Gate {
  url: string;
  refuses: (method: string, path: string) => boolean;
  close(): void;
}

/** Start one; it refuses nothing yet. */
export async function startGate(target: string): Promise<Gate> {
  const gate: Gate = { url: '', refuses: () => false, close: () => {} };
  const proxy: Server = createServer(async (request, response) => {
    const { method = '', url = '' } = request;
    if (gate.refuses(method, url)) {
      response.writeHead(403, { 'Content-Type': 'application/json' });
      response.end('{"message":"permission denied","code":7}');
      return;
    }
    const answer = await forward(target, request);
    response.writeHead(answer.status, { 'Content-Type': 'application/json' });
    response.end(await answer.text());
  }).listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const address = proxy.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  gate.url = `http://127.0.0.1:${port}`;
  gate.close = () => proxy.close();
  return gate;
}

async function forward(
  target: string,
  request: IncomingMessage,
): Promise<Response> {
  const body = await readText(request);
  return fetch(`${target}${request.url}`, {
    method: request.method,
    headers: {
      Authorization: request.headers.authorization ?? '',
      'Content-Type': 'application/json',
    },
    body: body || undefined,
  });
}
