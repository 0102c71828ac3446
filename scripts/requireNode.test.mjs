import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const oldNode = fileURLToPath(
  new URL('./testing/fixtures/oldNode.cjs', import.meta.url),
);

for (const script of ['start.mjs', 'test.mjs', 'generate.mjs']) {
  test(`${script} says which Node it needs, and which it was given`, () => {
    const { status, stderr } = spawnSync(
      process.execPath,
      [
        '--require',
        oldNode,
        fileURLToPath(new URL(script, import.meta.url)),
        '--help',
      ],
      { encoding: 'utf8' },
    );
    assert.equal(status, 1);
    assert.match(
      stderr,
      /Node 20 or newer is needed, but this is Node 14.21.3/,
    );
    assert.match(stderr, /What to do: install Node 20/);
  });
}
