/**
 * Counts visits until it is told to stop (SIGTERM), and then says how many were acknowledged and how many
 * the service has. Runs as a pod, on the Node.js of the service's own image, so that it needs no image more.
 *
 * Every client keeps its connection while the server lets it, as those behind a proxy do. A visit that was
 * not acknowledged is sent again under the same id, as the page does, until it is; each such attempt counts
 * as failed. Meanwhile its client goes on with the next, so that one slow shard does not hide the others.
 */
import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

const url = process.env.VISITS_URL;
const clients = Number(process.env.CLIENTS);
/** Between two visits of one client, in milliseconds. */
const pauseMs = Number(process.env.PAUSE_MS);
/** How long one visit is sent again before it counts as unresolved. The app knows an id for ten minutes. */
const patienceMs = 240_000;
const attemptMs = 5_000;
/** The Retry-After of the service. */
const retryMs = 2_000;
const repeats = new Set();

const failures = {};
const latencies = [];
let acknowledged = 0;
let attempts = 0;
let unresolved = 0;
let longestGapMs = 0;
let last;
let running = true;
process.on('SIGTERM', () => (running = false));

const before = await settledCount();
say({ event: 'started', before });
last = Date.now();
const progress = setInterval(
  () => say({ event: 'progress', acknowledged, failures }),
  1_000,
);
await Promise.all(Array.from({ length: clients }, client));
clearInterval(progress);
const after = await settledCount();
latencies.sort((a, b) => a - b);
// Kubernetes keeps it with the pod; a log may be gone by then
writeFileSync(
  '/dev/termination-log',
  JSON.stringify({
    acknowledged,
    counted: after - before,
    attempts,
    failures,
    unresolved,
    longestGapMs,
    p50Ms: percentile(0.5),
    p99Ms: percentile(0.99),
  }),
);

async function client() {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  while (running) {
    const body = JSON.stringify({ id: randomUUID() });
    if (!(await attempt(agent, body))) repeats.add(repeat(body));
    await sleep(pauseMs * (0.5 + Math.random()));
  }
  await Promise.all(repeats);
  agent.destroy();
}

/** Sends a visit again, as often as the service asks for, until it is acknowledged. */
async function repeat(body) {
  const agent = new Agent({ keepAlive: false });
  const deadline = Date.now() + patienceMs;
  while (Date.now() < deadline) {
    await sleep(retryMs * (0.75 + Math.random() / 2));
    if (await attempt(agent, body)) return;
  }
  unresolved += 1;
}

async function attempt(agent, body) {
  const started = performance.now();
  attempts += 1;
  const failure = await send('POST', agent, body).then(
    ({ status }) => (status === 200 ? undefined : `HTTP ${status}`),
    error => error.code ?? error.message,
  );
  if (failure) {
    failures[failure] = (failures[failure] ?? 0) + 1;
    return false;
  }
  latencies.push(performance.now() - started);
  acknowledge();
  return true;
}

function acknowledge() {
  const now = Date.now();
  longestGapMs = Math.max(longestGapMs, now - last);
  last = now;
  acknowledged += 1;
}

/** The count, once two readings in a row agree and no pod answers that it cannot tell. */
async function settledCount() {
  const agent = new Agent({ keepAlive: false });
  let previous;
  for (;;) {
    const count = await send('GET', agent)
      .then(({ status, text }) =>
        status === 200 ? JSON.parse(text).count : undefined,
      )
      .catch(() => undefined);
    if (count !== undefined && count === previous) return count;
    previous = count;
    await sleep(1_000);
  }
}

function send(method, agent, body) {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      url,
      {
        method,
        agent,
        timeout: attemptMs,
        headers: body
          ? {
              'content-type': 'application/json',
              'content-length': Buffer.byteLength(body),
            }
          : {},
      },
      response => {
        const chunks = [];
        response.on('data', chunk => chunks.push(chunk));
        response.once('error', reject);
        response.once('end', () =>
          resolve({
            status: response.statusCode,
            text: Buffer.concat(chunks).toString(),
          }),
        );
      },
    );
    outgoing.once('timeout', () =>
      outgoing.destroy(Object.assign(new Error(), { code: 'TIMEOUT' })),
    );
    outgoing.once('error', reject);
    outgoing.end(body);
  });
}

function percentile(share) {
  const index = Math.min(
    latencies.length - 1,
    Math.floor(latencies.length * share),
  );
  return index < 0 ? null : Math.round(latencies[index]);
}

function say(event) {
  console.log(JSON.stringify({ time: new Date().toISOString(), ...event }));
}
