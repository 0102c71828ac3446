import { Agent, OutgoingHttpHeaders, RequestOptions, request } from 'node:http';

/** Clients that each send their next request when they have the answer. */
const clients = 10;

/** Ten connections that stay open between requests, as those of a proxy do. */
export function createAgent(): Agent {
  return new Agent({ keepAlive: true, maxSockets: clients });
}

/**
 * Sends requests for `milliseconds`; answers how many came back with 200.
 *
 * @throws when an answer has another status, or a connection fails or is cut
 */
export async function sendLoad(options: {
  url: string;
  method: string;
  agent: Agent;
  /** Made anew for every request. */
  headers: (origin: string) => OutgoingHttpHeaders;
  milliseconds: number;
}): Promise<number> {
  const { url, method, agent, milliseconds } = options;
  const { origin } = new URL(url);
  const end = performance.now() + milliseconds;
  let answered = 0;
  async function client(): Promise<void> {
    while (performance.now() < end) {
      const status = await send(url, {
        method,
        agent,
        headers: options.headers(origin),
      });
      if (status !== 200) {
        throw new Error(
          `Cannot measure ${method} ${url}: it answers ${status}`,
        );
      }
      answered += 1;
    }
  }
  await Promise.all(Array.from({ length: clients }, client));
  return answered;
}

function send(url: string, options: RequestOptions): Promise<number> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, options, response => {
      response.on('error', reject).resume();
      response.once('end', () => resolve(response.statusCode ?? 0));
    });
    outgoing.on('error', reject);
    outgoing.end();
  });
}
