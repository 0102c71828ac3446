import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { paths } from '../lib/paths.mjs';

test('every test that SECURITY.md names exists', () => {
  const page = readFileSync(join(paths.root, 'SECURITY.md'), 'utf8');
  const named = [...page.matchAll(/`([^`]+\.test\.tsx?)`: "(.+)" +\|$/gm)];
  const missing = named
    .filter(([, file, title]) => {
      const path = join(paths.root, file);
      return !existsSync(path) || !readFileSync(path, 'utf8').includes(title);
    })
    .map(([, file, title]) => `${file}: ${title}`);

  assert.ok(named.length > 0, 'no test is named');
  assert.deepEqual(missing, []);
});
