import assert from 'node:assert/strict';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { allEnded } from '../testing/processes.mjs';
import { Children } from './Children.mjs';

const stubborn = `
  const { spawn } = require('node:child_process');
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  process.on('SIGTERM', () => {});
  console.log(process.pid + ' ' + child.pid);
`;

test('Children ends a process that will not listen, and what it started', async () => {
  const children = new Children();
  const child = children.start({
    name: 'stubborn',
    command: process.execPath,
    args: ['-e', `${stubborn} setInterval(() => {}, 1000)`],
    stdout: 'pipe',
  });
  const [chunk] = await child.stdout.take(1).toArray();
  await children.stopAll(200);
  await allEnded(String(chunk).trim().split(' ').map(Number));
  assert.equal((await child.exited).signal, 'SIGKILL');
});

test('Children ends what a process left behind', async () => {
  const children = new Children();
  const child = children.start({
    name: 'careless',
    command: process.execPath,
    args: ['-e', `${stubborn} process.exit(3)`],
    stdout: 'pipe',
  });
  const [output, { reason }] = await Promise.all([
    text(child.stdout),
    child.exited,
  ]);
  assert.equal(reason, 'it ended with code 3');
  await allEnded(output.trim().split(' ').map(Number));
});

test('Children says what it could not start', async () => {
  await assert.rejects(
    new Children().run({ name: 'nothing', command: '/does/not/exist' }),
    { message: 'nothing failed: spawn /does/not/exist ENOENT' },
  );
});

test('Children ends one process and leaves the others', async () => {
  const children = new Children();
  const [one, other] = ['one', 'other'].map(name =>
    children.start({
      name,
      command: process.execPath,
      args: ['-e', "console.log('up'); setInterval(() => {}, 1000)"],
      stdout: 'pipe',
    }),
  );
  await Promise.all([one, other].map(({ stdout }) => stdout.take(1).toArray()));

  await children.stop(one);

  assert.equal((await one.exited).signal, 'SIGTERM');
  process.kill(other.pid, 0);
  await children.stopAll();
});
