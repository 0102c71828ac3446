import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse } from 'yaml';
import { followStep } from './lib/adopt/followStep.mjs';
import { readSteps } from './lib/adopt/readSteps.mjs';
import { pages } from './lib/adopt/pages.mjs';
import { paths } from './lib/paths.mjs';

const page = `# Title

## Install

\`\`\`sh
yarn add one
\`\`\`

### Then

\`\`\`yaml
# app-config.yaml
argocd:
  url: x
\`\`\`

\`\`\`ts
// packages/backend/src/index.ts
backend.add(import('one'));
\`\`\`

## Later

\`\`\`sh
never
\`\`\`
`;

test('a section is read with all that is below it, and nothing after', () => {
  assert.deepEqual(readSteps(page, '## Install'), [
    { kind: 'run', command: 'yarn add one' },
    { kind: 'add', file: 'app-config.yaml', text: 'argocd:\n  url: x\n' },
    {
      kind: 'add',
      file: 'packages/backend/src/index.ts',
      text: "backend.add(import('one'));\n",
    },
  ]);
});

test('a block that does not say where it belongs is refused', () => {
  assert.throws(
    () => readSteps('## Install\n\n```yaml\nargocd: x\n```\n', '## Install'),
    /Cannot follow "argocd: x": it does not name its file/,
  );
});

test('every page that the adoption follows tells its reader something', () => {
  for (const [file, heading] of pages) {
    const markdown = readFileSync(join(paths.root, file), 'utf8');
    assert.notDeepEqual(readSteps(markdown, heading), [], `${file} ${heading}`);
  }
});

test('configuration is joined with what is there, and code goes before the start', async t => {
  const folder = mkdtempSync(join(tmpdir(), 'paved-path-follow-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const write = (name, text) => writeFileSync(join(folder, name), text);
  write('app-config.yaml', 'argocd:\n  token: y\nkubernetes:\n');
  write('index.ts', 'const backend = 1;\n\nbackend.start();\n');

  for (const step of [
    { kind: 'add', file: 'app-config.yaml', text: 'argocd: { url: x }' },
    { kind: 'add', file: 'app-config.yaml', text: 'kubernetes: { a: [1] }' },
    { kind: 'add', file: 'index.ts', text: 'add(1);\n' },
  ]) {
    await followStep({}, { folder, step });
  }

  assert.deepEqual(
    parse(readFileSync(join(folder, 'app-config.yaml'), 'utf8')),
    {
      argocd: { token: 'y', url: 'x' },
      kubernetes: { a: [1] },
    },
  );
  assert.equal(
    readFileSync(join(folder, 'index.ts'), 'utf8'),
    'const backend = 1;\n\nadd(1);\n\nbackend.start();\n',
  );
});
