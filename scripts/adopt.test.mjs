import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse } from 'yaml';
import { followStep } from './lib/adopt/followStep.mjs';
import { readSteps } from './lib/adopt/readSteps.mjs';
import { pages, readmes } from './lib/adopt/pages.mjs';
import { undoStep } from './lib/adopt/undoStep.mjs';
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

test('what a README says to install is what it says to uninstall', () => {
  for (const file of readmes) {
    const markdown = readFileSync(join(paths.root, file), 'utf8');
    const packages = (heading, verb) =>
      readSteps(markdown, heading)
        .filter(({ kind }) => kind === 'run')
        .map(({ command }) => command.split(` ${verb} `));
    assert.deepEqual(
      packages('## Uninstall', 'remove'),
      packages('## Install', 'add'),
      file,
    );
  }
});

test('what was added is taken out, and nothing else', async t => {
  const folder = mkdtempSync(join(tmpdir(), 'paved-path-undo-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const config = 'app:\n  title: mine\nargocd:\n  username: mine\n';
  const code = 'const backend = 1;\n\nbackend.start();\n';
  writeFileSync(join(folder, 'app-config.yaml'), config);
  writeFileSync(join(folder, 'index.ts'), code);
  const steps = [
    {
      kind: 'add',
      file: 'app-config.yaml',
      text: 'argocd: { url: x }\nkubernetes: { clusters: [1] }\n',
    },
    { kind: 'add', file: 'index.ts', text: 'add(1);\n' },
  ];

  for (const step of steps) {
    await followStep({}, { folder, step });
  }
  for (const step of steps.toReversed()) {
    undoStep(folder, step);
  }

  const read = name => readFileSync(join(folder, name), 'utf8');
  assert.equal(read('app-config.yaml'), config);
  assert.equal(read('index.ts'), code);
});
