import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { paths } from '../lib/paths.mjs';
import { textOf } from './textOf.mjs';

const client = join(
  paths.root,
  'plugins/scaffolder-backend-module-argocd/src/client',
);

/**
 * What the Argo CD actions add to the words of Argo CD, or of the network.
 *
 * @returns `refusals`, `{ cause, remedy }` for what Argo CD answers, and `failures`,
 *   `{ codes, remedy }` for what keeps it from answering
 */
export function readHints() {
  return {
    refusals: ['repositoryRules.ts', 'responseHints.ts'].flatMap(readRefusals),
    failures: readFailures('connectionHints.ts'),
  };
}

function readRefusals(name) {
  return collect(name, node => {
    if (!ts.isPropertyAssignment(node) || node.name.getText() !== 'hint') {
      return undefined;
    }
    const { initializer } = node;
    const text = textOf(
      ts.isArrowFunction(initializer) ? initializer.body : initializer,
    );
    // By our wording, the remedy follows the last colon that a word stands before
    const [, cause, remedy] = /^(.*?\w"?): (.*)$/s.exec(text ?? '') ?? [];
    return cause && { cause, remedy };
  });
}

function readFailures(name) {
  return collect(name, node => {
    const told =
      ts.isCallExpression(node) && node.arguments[0]
        ? textOf(node.arguments[0])
        : undefined;
    return told && /^[A-Z]/.test(told) && told.includes(' ')
      ? { codes: codesOf(node), remedy: told }
      : undefined;
  });
}

/** The error codes of the branch that a node is in; none in the last one, which is for all others. */
function codesOf(node) {
  let branch = node;
  while (!ts.isCaseOrDefaultClause(branch) && !ts.isIfStatement(branch)) {
    branch = branch.parent;
  }
  if (ts.isIfStatement(branch)) {
    return collectFrom(node.getSourceFile(), each =>
      ts.isArrayLiteralExpression(each) ? each.elements.map(textOf) : undefined,
    ).flat();
  }
  const { clauses } = branch.parent;
  const end = clauses.indexOf(branch);
  let start = end;
  while (start > 0 && clauses[start - 1].statements.length === 0) {
    start -= 1;
  }
  return clauses
    .slice(start, end + 1)
    .filter(ts.isCaseClause)
    .map(({ expression }) => textOf(expression));
}

function collect(name, pick) {
  const text = readFileSync(join(client, name), 'utf8');
  return collectFrom(
    ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true),
    pick,
  );
}

function collectFrom(source, pick) {
  const found = [];
  const visit = node => {
    const picked = pick(node);
    if (picked) {
      found.push(picked);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}
