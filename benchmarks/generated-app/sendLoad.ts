import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';

/** What a browser sends: without it the visit would be a bot's. */
const userAgent =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';
const connections = 10;

/** Sends requests over ten keep-alive connections for `milliseconds`; answers how many came back with 200. */
export async function sendLoad(options: {
  url: string;
  method: string;
  milliseconds: number;
}): Promise<number> {
  const { url, method, milliseconds } = options;
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const end = performance.now() + milliseconds;
  let answered = 0;
  async function client(): Promise<void> {
    while (performance.now() < end) {
      const status = await send(url, method, agent);
      if (status !== 200) {
        throw new Error(
          `Cannot measure ${method} ${url}: it answers ${status}`,
        );
      }
      answered += 1;
    }
  }
  await Promise.all(Array.from({ length: connections }, client));
  agent.destroy();
  return answered;
}

function send(url: string, method: string, agent: Agent): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = {
      'user-agent': userAgent,
      'idempotency-key': randomUUID(),
    };
    const outgoing = request(url, { method, agent, headers }, response => {
      response.resume();
      response.once('end', () => resolve(response.statusCode ?? 0));
    });
    outgoing.once('error', reject);
    outgoing.end();
  });
}
