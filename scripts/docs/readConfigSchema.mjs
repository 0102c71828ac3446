import { readFileSync } from 'node:fs';
import ts from 'typescript';

/**
 * Reads the keys that a `config.d.ts` declares.
 *
 * @returns `{ key, type, text, secret }` for each, in the file's order; `[]` in a key stands for
 *   each element of a list
 */
export function readConfigSchema(file) {
  const source = ts.createSourceFile(
    file,
    readFileSync(file, 'utf8'),
    ts.ScriptTarget.Latest,
    true,
  );
  const config = source.statements.find(
    statement =>
      ts.isInterfaceDeclaration(statement) && statement.name.text === 'Config',
  );
  return config.members.flatMap(member => readMember(member, ''));
}

function readMember(member, prefix) {
  const key = prefix + member.name.getText();
  const element = elementOf(member.type);
  const object = element ?? member.type;
  const nested = ts.isTypeLiteralNode(object) ? object.members : [];
  const row = {
    key,
    type: nested.length > 0 ? (element ? 'list' : 'object') : typeText(member),
    text: ts
      .getJSDocCommentsAndTags(member)
      .filter(ts.isJSDoc)
      .map(({ comment }) => ts.getTextOfJSDocComment(comment) ?? '')
      .join(' ')
      .replace(/\s+/g, ' ')
      .trim(),
    secret: ts
      .getJSDocTags(member)
      .some(
        ({ tagName, comment }) =>
          tagName.text === 'visibility' && comment === 'secret',
      ),
    optional: Boolean(member.questionToken),
  };
  const inner = element ? `${key}[].` : `${key}.`;
  return [row, ...nested.flatMap(each => readMember(each, inner))];
}

/** The type of a list's elements; undefined for what is no list. */
function elementOf(type) {
  if (ts.isArrayTypeNode(type)) {
    return type.elementType;
  }
  return ts.isTypeReferenceNode(type) && type.typeName.getText() === 'Array'
    ? type.typeArguments[0]
    : undefined;
}

function typeText({ type }) {
  return type.getText().replace(/\s+/g, ' ');
}
