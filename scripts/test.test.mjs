import assert from 'node:assert/strict';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { findOnPath } from './lib/tools/findOnPath.mjs';
import { makeCheckout } from './testing/makeCheckout.mjs';
import { startLauncher } from './testing/startLauncher.mjs';

test('test runs every step, shows what failed, and closes with the count', async t => {
  const { code, output } = await startLauncher(t, makeCheckout(t), {
    script: 'test.mjs',
    args: only('format', 'types', 'lint'),
    env: { FAKE_YARN_FAILS: 'prettier --check .' },
  }).ended;
  assert.equal(code, 1);
  assert.match(output, /✗ Format \(0 passed, 1 failed\)/);
  assert.match(output, /✓ Types \(1 passed\)/);
  assert.match(output, / {2}\| What prettier --check \. found/);
  assert.match(output, /\n2 passed, 1 failed\n$/);
});

for (const { ci, expectedCode, last } of [
  { ci: '', expectedCode: 0, last: '1 passed, 0 failed' },
  { ci: 'true', expectedCode: 1, last: '1 passed, 1 failed' },
]) {
  test(`test names a tool that it cannot get (CI=${ci})`, async t => {
    const checkout = makeCheckout(t);
    checkout.write('bin/.keep', '');
    symlinkSync(findOnPath('git'), join(checkout.root, 'bin', 'git'));
    const { code, output } = await startLauncher(t, checkout, {
      script: 'test.mjs',
      args: only('actionlint'),
      env: {
        CI: ci,
        PATH: join(checkout.root, 'bin'),
        ACTIONLINT_BIN: undefined,
      },
    }).ended;
    assert.equal(code, expectedCode, output);
    assert.match(
      output,
      /Skipped:\n {2}actionlint \(not on PATH, and no Go to build it with\)/,
    );
    assert.equal(output.trimEnd().split('\n').at(-1), last);
  });
}

test('test runs a tool on the workflows of the project and of the generated repository', async t => {
  const { code, output } = await startLauncher(t, makeCheckout(t), {
    script: 'test.mjs',
    args: only('actionlint'),
    env: { ACTIONLINT_BIN: '/bin/cat' },
  }).ended;
  assert.equal(code, 0, output);
  assert.match(output, /\n3 passed, 0 failed\n$/);
});

test('test does not know a step that there is not', async t => {
  const { code, output } = await startLauncher(t, makeCheckout(t), {
    script: 'test.mjs',
    args: only('nonsense'),
  }).ended;
  assert.equal(code, 1);
  assert.match(output, /Cannot run the step "nonsense": there is none/);
});

function only(...steps) {
  return steps.flatMap(step => ['--only', step]);
}
