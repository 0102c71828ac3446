import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { test } from 'node:test';
import { paths } from '../lib/paths.mjs';
import { generatedParts } from './generatedParts.mjs';

test('the generated parts of the documentation are current ("node scripts/docs.mjs" writes them)', async () => {
  for (const { file, text } of await generatedParts()) {
    assert.equal(
      readFileSync(file, 'utf8'),
      text,
      `${relative(paths.root, file)} is not current`,
    );
  }
});
