import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { parse } from 'yaml';
import { paths } from '../lib/paths.mjs';
import { textOf } from './textOf.mjs';

/** Where messages come from, without what belongs to tests. */
const sources = [
  { folder: 'plugins', files: /^[^/]+\/src\/.*\.tsx?$/ },
  { folder: 'packages/generate/src', files: /^(?!chart\/).*\.ts$/ },
  // The doubles of others' APIs answer in the words of others
  {
    folder: 'packages/sandbox/src',
    files: /^(?!argocd\/|kubernetes\/(api|RunningDouble)).*\.ts$/,
  },
  {
    folder: 'scripts',
    files: /^(?!docs\/|testing\/|lib\/adopt\/|lib\/replicas\/).*\.mjs$/,
  },
];

/**
 * The messages that the plugins, the template's form and the commands can
 * give: by our wording rule each begins with "Cannot"; those that a
 * `LauncherError` or the frontend's texts word otherwise are among them. What
 * is filled in becomes "…".
 *
 * @returns `{ text, file }` for each
 */
export function readMessages() {
  return [...sources.flatMap(readSource), ...readForm()];
}

function readSource({ folder, files }) {
  return readdirSync(join(paths.root, folder), { recursive: true })
    .filter(name => files.test(name))
    .filter(name => !/\.test\.|__|testUtils/.test(name))
    .flatMap(name => {
      const file = join(folder, name);
      const text = readFileSync(join(paths.root, file), 'utf8');
      return readFile(text).map(message => ({ text: message, file }));
    });
}

function readFile(text) {
  const source = ts.createSourceFile(
    'file.tsx',
    text,
    ts.ScriptTarget.Latest,
    true,
  );
  const messages = new Set();
  const visit = node => {
    const message = textOf(node);
    if (message?.startsWith('Cannot ')) {
      messages.add(message.trim());
      return;
    }
    const told = toldBy(node);
    // What begins with something filled in is the message of another
    if (told && !told.startsWith('…')) {
      messages.add(told);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return [...messages];
}

/** What a person is told whatever its first word. */
function toldBy(node) {
  if (
    ts.isNewExpression(node) &&
    node.expression.getText() === 'LauncherError'
  ) {
    return textOf(node.arguments[0]);
  }
  const [key, parent] = ts.isPropertyAssignment(node)
    ? [node.name.getText(), node.parent.parent.name?.getText()]
    : [];
  return key === 'headline' && ['error', 'forbidden'].includes(parent)
    ? textOf(node.initializer)
    : undefined;
}

/** What the form says of an answer that it does not take. */
function readForm() {
  const file = 'template/template.yaml';
  const { spec } = parse(readFileSync(join(paths.root, file), 'utf8'));
  return readErrorMessages(spec.parameters).map(text => ({
    text: text.replace(/\$\{[^}]*\}/g, '…'),
    file,
  }));
}

function readErrorMessages(schema) {
  if (typeof schema !== 'object' || schema === null) {
    return [];
  }
  return Object.entries(schema).flatMap(([key, value]) => {
    if (key !== 'errorMessage') {
      return readErrorMessages(value);
    }
    return typeof value === 'string' ? [value] : Object.values(value);
  });
}
