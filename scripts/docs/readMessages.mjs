import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { paths } from '../lib/paths.mjs';

/**
 * The messages that the plugins can give: by our wording rule each begins with
 * "Cannot". What is filled in becomes "…".
 *
 * @returns `{ text, file }` for each
 */
export function readMessages() {
  const plugins = join(paths.root, 'plugins');
  return readdirSync(plugins, { recursive: true })
    .filter(name => /^[^/]+\/src\/.*\.tsx?$/.test(name))
    .filter(name => !/\.test\.|__|testUtils/.test(name))
    .flatMap(name =>
      readFile(readFileSync(join(plugins, name), 'utf8')).map(text => ({
        text,
        file: join('plugins', name),
      })),
    );
}

function readFile(text) {
  const source = ts.createSourceFile(
    'file.tsx',
    text,
    ts.ScriptTarget.Latest,
    true,
  );
  const messages = [];
  const visit = node => {
    const message = textOf(node);
    if (message?.startsWith('Cannot ')) {
      messages.push(message);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return messages;
}

function textOf(node) {
  if (ts.isTemplateExpression(node)) {
    const spans = node.templateSpans.map(({ literal }) => `…${literal.text}`);
    return node.head.text + spans.join('');
  }
  return ts.isStringLiteralLike(node) ? node.text : undefined;
}
