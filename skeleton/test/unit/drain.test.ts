import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request, type IncomingMessage } from 'node:http';

const SERVER = `
  const http = require('node:http');
  const server = http.createServer((request, response) => {
    setTimeout(() => response.end('ok'), request.url === '/slow' ? 600 : 0);
  });
  server.keepAliveTimeout = 620000;
  process.on('SIGTERM', () => server.close(() => process.exit(143)));
  server.listen(0, '127.0.0.1', () => console.log(server.address().port));
`;

async function startServer(preload: readonly string[]) {
  const child = spawn(process.execPath, [...preload, '--eval', SERVER], { env: { ...process.env, DRAIN_GRACE_MS: '400' } });
  const [chunk] = await once(child.stdout, 'data');
  return { child, url: `http://127.0.0.1:${String(chunk).trim()}` };
}

async function get(url: string, agent: Agent): Promise<IncomingMessage> {
  const outgoing = request(url, { agent });
  outgoing.end();
  const [response] = await once(outgoing, 'response');
  response.resume();
  await once(response, 'end');
  return response;
}

describe('drain.mjs', () => {
  it('answers on open connections after SIGTERM, closes them in peace, and ends soon after', async () => {
    const { child, url } = await startServer(['--import', './drain.mjs']);
    const busy = new Agent({ keepAlive: true, maxSockets: 1 });
    const late = new Agent({ keepAlive: true, maxSockets: 1 });
    const idle = new Agent({ keepAlive: true, maxSockets: 1 });
    const before = await Promise.all([busy, late, idle].map(agent => get(url, agent)));
    expect(before.map(answer => answer.headers.connection)).toEqual(['keep-alive', 'keep-alive', 'keep-alive']);

    const slow = get(`${url}/slow`, busy);
    await new Promise(resolve => setTimeout(resolve, 100));
    const started = Date.now();
    const exit = once(child, 'exit');
    child.kill('SIGTERM');
    await new Promise(resolve => setTimeout(resolve, 100));
    const afterTerm = await get(url, late);
    expect([afterTerm.statusCode, afterTerm.headers.connection]).toEqual([200, 'close']);
    expect((await slow).headers.connection).toBe('close');
    await expect(get(url, new Agent())).rejects.toThrow('ECONNREFUSED');

    const [code] = await exit;
    expect(code).toBe(143);
    expect(Date.now() - started).toBeLessThan(1_500);
  });
});
