import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { paths } from '../lib/paths.mjs';
import { readMessages } from './readMessages.mjs';

const page = readFileSync(join(paths.root, 'docs/troubleshoot.md'), 'utf8');

/** Rows of the page's tables begin with messages, in which "…" stands for anything. */
const entries = [...page.matchAll(/^\| (`[^|]+`) +\|/gm)]
  .flatMap(([, cell]) => [...cell.matchAll(/`([^`]+ [^`]+)`/g)])
  .map(([, text]) => ({
    text,
    pattern: new RegExp(
      `^${text
        .split('…')
        .map(part => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
        .join('.*')}`,
    ),
  }));

const messages = readMessages();

test('docs/troubleshoot.md explains every message of the plugins, the form and the commands', () => {
  const missing = messages.filter(
    ({ text }) => !entries.some(({ pattern }) => pattern.test(text)),
  );

  assert.deepEqual(missing, []);
});

test('docs/troubleshoot.md explains no message that is gone', () => {
  const stale = entries.filter(
    ({ pattern }) => !messages.some(({ text }) => pattern.test(text)),
  );

  assert.deepEqual(
    stale.map(({ text }) => text),
    [],
  );
});

test('docs/troubleshoot.md quotes enough of each message to tell it from others', () => {
  const vague = entries.filter(
    ({ text }) => text.replace(/…/g, '').length < shortest(text),
  );

  assert.deepEqual(
    vague.map(({ text }) => text),
    [],
  );
});

/** "Cannot" alone tells nothing: a word or two must follow. */
function shortest(text) {
  return text.startsWith('Cannot ')
    ? 'Cannot run git'.length
    : 'x failed'.length;
}
