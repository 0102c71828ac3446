import ts from 'typescript';

/** The text that an expression of literals has, with "…" for what is filled in; undefined for any other. */
export function textOf(node) {
  if (ts.isTemplateExpression(node)) {
    const spans = node.templateSpans.map(({ literal }) => `…${literal.text}`);
    return node.head.text + spans.join('');
  }
  if (ts.isBinaryExpression(node)) {
    const { left, operatorToken, right } = node;
    const first = textOf(left);
    return operatorToken.kind === ts.SyntaxKind.PlusToken && first !== undefined
      ? first + (textOf(right) ?? '…')
      : undefined;
  }
  return ts.isStringLiteralLike(node) ? node.text : undefined;
}
