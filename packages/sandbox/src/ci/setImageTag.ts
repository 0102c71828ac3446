import { parseDocument } from 'yaml';

/** Set `imageTag` in the text of a values file; comments and order stay. */
export function setImageTag(text: string, tag: string): string {
  const document = parseDocument(text);
  const value = document.createNode(tag);
  value.type = 'QUOTE_DOUBLE';
  const old = document.get('imageTag', true);
  if (typeof old === 'object' && old !== null && 'comment' in old) {
    value.comment = typeof old.comment === 'string' ? old.comment : undefined;
  }
  document.set('imageTag', value);
  return document.toString({ lineWidth: 0 });
}
