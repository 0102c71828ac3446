import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { Stamp } from './Stamp.mjs';

test('Stamp is fresh until an input, its name or the salt changes', t => {
  const root = mkdtempSync(join(tmpdir(), 'stamp-'));
  t.after(() => rmSync(root, { recursive: true }));
  const write = (name, content) => writeFileSync(join(root, name), content);
  const stamp = (salt = 'a') =>
    new Stamp(join(root, 'stamps', 'it'), {
      root,
      inputs: [join(root, 'src'), join(root, 'lock'), join(root, 'absent')],
      salt,
    });
  mkdirSync(join(root, 'src', 'dist'), { recursive: true });
  write('src/one', '1');
  write('lock', '1');

  assert.equal(stamp().isFresh, false, 'never set');
  stamp().set();
  assert.equal(stamp().isFresh, true, 'set');
  write('src/dist/output', '1');
  assert.equal(stamp().isFresh, true, 'an output appeared');
  assert.equal(stamp('b').isFresh, false, 'other salt');
  write('src/one', '2');
  assert.equal(stamp().isFresh, false, 'content changed');
  write('src/one', '1');
  assert.equal(stamp().isFresh, true, 'changed back');
  write('src/two', '');
  assert.equal(stamp().isFresh, false, 'file added');
});

test('Stamp sets what the inputs were before the work, not after it', t => {
  const root = mkdtempSync(join(tmpdir(), 'stamp-'));
  t.after(() => rmSync(root, { recursive: true }));
  const input = join(root, 'input');
  const stamp = () => new Stamp(join(root, 'it'), { root, inputs: [input] });
  writeFileSync(input, 'before');
  const made = stamp();
  writeFileSync(input, 'while working');
  made.set();
  assert.equal(stamp().isFresh, false);
});
