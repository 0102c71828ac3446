import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { runSteps } from './runSteps.mjs';

const passed = { passed: 1, failed: 0 };

test('runSteps uses no more than two cores, and waits for what a step needs', async () => {
  const events = [];
  const step = (name, cores, needs) => ({ name, title: name, cores, needs });
  await runSteps(
    [
      step('a', 1),
      step('wide', 2),
      step('b', 1, ['a']),
      step('c', 1, ['elsewhere']),
    ],
    async ({ name }) => {
      events.push(`${name} starts`);
      await turn();
      events.push(`${name} ends`);
      return passed;
    },
  );
  assert.deepEqual(events, [
    ...['a starts', 'c starts', 'a ends', 'b starts', 'c ends', 'b ends'],
    ...['wide starts', 'wide ends'],
  ]);
});

test('runSteps counts a step as failed when one that it needs failed', async () => {
  const results = await runSteps(
    [
      { name: 'build', title: 'Build', cores: 1 },
      { name: 'try', title: 'Try', cores: 1, needs: ['build'] },
      { name: 'other', title: 'Other', cores: 1 },
    ],
    async ({ name }) => (name === 'build' ? { passed: 0, failed: 1 } : passed),
  );
  assert.deepEqual(
    results.map(({ failed, failures }) => [failed, failures]),
    [
      [1, undefined],
      [1, ['Try: not run, as "build" failed']],
      [0, undefined],
    ],
  );
});
