import assert from 'node:assert/strict';
import { appendFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { test } from 'node:test';
import { freePorts } from './testing/freePorts.mjs';
import { makeCheckout } from './testing/makeCheckout.mjs';
import { allEnded } from './testing/processes.mjs';
import { startLauncher } from './testing/startLauncher.mjs';

const ready = 'Start over  npm start -- --fresh';
const stackTrace = /^\s+at .+:\d+:\d+\)?$/m;

test('start installs, builds and starts once, and what is there the second time', async t => {
  const checkout = makeCheckout(t);
  const env = await freePorts();

  const first = await startUp(t, checkout, env);
  assert.match(first.output, /Fetch Node 24 and Yarn 4/);
  assert.match(first.output, new RegExp(`localhost:${env.PORTAL_PORT}`));
  await first.stop('SIGTERM');
  assert.equal(
    checkout.read('yarn-calls.txt'),
    'install --immutable http://registry.invalid/npm/\nworkspace app build \n',
  );

  const second = await startUp(t, checkout, env);
  assert.doesNotMatch(second.output, /Fetch|Install|Build/);
  await second.stop('SIGTERM');

  appendFileSync(join(checkout.root, 'yarn.lock'), '\n');
  const third = await startUp(t, checkout, env);
  assert.match(third.output, /Install the packages/);
  await third.stop('SIGTERM');
});

test('start ends every process when it is interrupted', async t => {
  const checkout = makeCheckout(t);
  const launcher = await startUp(t, checkout, await freePorts());
  const { code, output } = await launcher.stop('SIGINT');
  assert.equal(code, 130);
  assert.match(output, /Stopped\n$/);
  await allEnded(launcher.pids);
});

test('start leaves no process behind when it is killed outright', async t => {
  const checkout = makeCheckout(t);
  const launcher = await startUp(t, checkout, await freePorts());
  await launcher.stop('SIGKILL');
  await allEnded([launcher.pids[0], launcher.pids[2]]);
  process.kill(launcher.pids[1]);
});

for (const [name, index] of [
  ['sandbox', 0],
  ['portal', 2],
]) {
  test(`start says so in words when the ${name} is killed, and ends the rest`, async t => {
    const checkout = makeCheckout(t);
    const launcher = await startUp(t, checkout, await freePorts());
    process.kill(launcher.pids[index], 'SIGKILL');
    const { code, output } = await launcher.ended;
    assert.equal(code, 1);
    assert.match(output, new RegExp(`The ${name} stopped: .*SIGKILL`));
    assert.match(output, new RegExp(`Log: .sandbox/logs/${name}.log`));
    assert.doesNotMatch(output, stackTrace);
    await allEnded(launcher.pids);
  });
}

test('start repeats what the sandbox says is wrong', async t => {
  const { code, output } = await startLauncher(t, makeCheckout(t), {
    script: 'start.mjs',
    env: { ...(await freePorts()), FAKE_SANDBOX_ERROR: 'No room for "x"' },
  }).ended;
  assert.equal(code, 1);
  assert.match(output, /The sandbox did not start: No room for "x"/);
});

test('start names a busy port, its owner and the way out', async t => {
  const env = await freePorts();
  const server = createServer().listen(Number(env.SANDBOX_GIT_PORT), '0.0.0.0');
  t.after(() => server.close());
  const { code, output } = await startLauncher(t, makeCheckout(t), {
    script: 'start.mjs',
    env,
  }).ended;
  assert.equal(code, 1);
  assert.match(output, new RegExp(`port ${env.SANDBOX_GIT_PORT} is in use`));
  assert.match(output, new RegExp(`by process ${process.pid} `));
  assert.match(output, /SANDBOX_GIT_PORT=\d+ npm start/);
});

test('start names the registry when packages cannot be fetched', async t => {
  const { code, output } = await startLauncher(t, makeCheckout(t), {
    script: 'start.mjs',
    env: { ...(await freePorts()), FAKE_NPM_FAILS: '1' },
  }).ended;
  assert.equal(code, 1);
  assert.match(output, /Cannot fetch .* http:\/\/registry.invalid\/npm\//);
  assert.match(output, /npm error network request failed/);
  assert.match(output, /npm config get registry/);
  assert.doesNotMatch(output, stackTrace);
});

test('start says what is missing when there is no git', async t => {
  const { code, output } = await startLauncher(t, makeCheckout(t), {
    script: 'start.mjs',
    env: { ...(await freePorts()), PATH: '/nowhere' },
  }).ended;
  assert.equal(code, 1);
  assert.match(output, /Cannot run git: it is not on PATH/);
});

test('start --fresh removes the state, but no folder that is something else', async t => {
  const checkout = makeCheckout(t);
  const env = await freePorts();
  const launcher = await startUp(t, checkout, env);
  await launcher.stop('SIGTERM');
  checkout.write('.sandbox/old-state', '');
  const again = await startUp(t, checkout, env, ['--fresh']);
  await again.stop('SIGTERM');
  assert.throws(() => checkout.read('.sandbox/old-state'));

  checkout.write('precious/file', '');
  const { code, output } = await startLauncher(t, checkout, {
    script: 'start.mjs',
    args: ['--fresh'],
    env: { ...env, SANDBOX_HOME: 'precious' },
  }).ended;
  assert.equal(code, 1);
  assert.match(output, /Cannot remove ".*precious"/);
});

async function startUp(t, checkout, env, args = []) {
  const launcher = startLauncher(t, checkout, {
    script: 'start.mjs',
    args,
    env,
  });
  const output = await launcher.saw(ready);
  const log = checkout.read('.sandbox/logs/sandbox.log');
  const { pids } = JSON.parse(log.match(/.*"event":"ready".*/g).at(-1));
  const portal = Number(checkout.read('.sandbox/portal.pid'));
  return {
    ...launcher,
    output,
    pids: [...pids, portal],
    stop: signal => {
      launcher.signal(signal);
      return launcher.ended;
    },
  };
}
