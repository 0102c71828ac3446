import assert from 'node:assert/strict';
import { test } from 'node:test';
import { requireDisk } from './preflight.mjs';

test('requireDisk says how much is free and how much is needed', () => {
  requireDisk(0, '.');
  requireDisk(1_000_000_000, '/a/folder/whose/disk/cannot/be/told');
  assert.throws(() => requireDisk(1_000_000_000, '.'), {
    message: /has [\d.]+ GB free, but 1000000000 GB are needed/,
    remedy: /free some space/,
  });
});
