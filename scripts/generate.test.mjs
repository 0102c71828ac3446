import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { makeCheckout } from './testing/makeCheckout.mjs';
import { startLauncher } from './testing/startLauncher.mjs';

test('generate finds the files as seen from where it was typed', async t => {
  const checkout = makeCheckout(t);
  checkout.write('elsewhere/answers.yaml', 'name: visits');
  const { code, output } = await generate(t, checkout);
  assert.equal(code, 0, output);
  assert.match(output, /Wrote out\n$/);
  checkout.read('elsewhere/out/.github/workflows/ci.yaml');
});

test("generate ends with the generator's own exit code", async t => {
  const checkout = makeCheckout(t);
  checkout.write('elsewhere/answers.yaml', 'wrong');
  const { code, output } = await generate(t, checkout);
  assert.equal(code, 2);
  assert.match(output, /Wrong answers\n$/);
});

function generate(t, checkout) {
  return startLauncher(t, checkout, {
    script: 'generate.mjs',
    args: ['--answers', 'answers.yaml', '--output', 'out'],
    env: { INIT_CWD: join(checkout.root, 'elsewhere') },
  }).ended;
}
