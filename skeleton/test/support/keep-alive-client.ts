import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

export type Load = Readonly<{ stop: () => Promise<Readonly<{ answered: number; failures: readonly string[] }>> }>;

/**
 * Clients that behave like those behind a Service: each keeps its connection to one server while that server
 * lets it, and only a new connection goes where the service points now. None repeats a failed request.
 */
export function startLoad(options: { clients: number; pick: () => string; path: string; method: string }): Load {
  const { clients, pick, path, method } = options;
  const failures: string[] = [];
  let answered = 0;
  let running = true;

  async function client(): Promise<void> {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    let target: string | undefined;
    while (running) {
      target ??= pick();
      try {
        const { status, close } = await send(`${target}${path}`, method, agent);
        if (status >= 500) failures.push(`${method} ${target}: ${status}`);
        answered += 1;
        if (close) target = undefined;
      } catch (error) {
        failures.push(`${method} ${target}: ${error instanceof Error ? error.message : 'unknown'}`);
        target = undefined;
      }
      await sleep(Math.random() * 20);
    }
    agent.destroy();
  }

  const all = Promise.all(Array.from({ length: clients }, client));
  return {
    async stop() {
      running = false;
      await all;
      return { answered, failures };
    },
  };
}

function send(url: string, method: string, agent: Agent): Promise<{ status: number; close: boolean }> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method, agent }, response => {
      response.resume();
      response.once('end', () => {
        resolve({ status: response.statusCode ?? 0, close: response.headers.connection === 'close' });
      });
      response.once('error', reject);
    });
    outgoing.once('error', reject);
    outgoing.end();
  });
}
